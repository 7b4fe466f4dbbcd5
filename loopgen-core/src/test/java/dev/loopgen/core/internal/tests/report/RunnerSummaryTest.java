package dev.loopgen.core.internal.tests.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tests.TestCounts;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Containment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What runners print is compared with their reports. */
final class RunnerSummaryTest {

  /** How the runners print three passed tests. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "NODE ! # tests 5\\n# suites 0\\n# pass 3\\n# fail 0\\n# cancelled 0\\n# skipped 1\\n# todo 1",
        "PYTEST ! 3 passed, 1 skipped in 0.12s",
        "PYTEST ! ===== 3 passed, 1 xfailed, 2 warnings in 0.12s =====",
        "SUREFIRE ! [INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 1",
        "JEST ! Tests:       1 skipped, 3 passed, 4 total",
        "JEST ! Tests:       1 skipped, 1 todo, 2 passed, 4 total",
        "VITEST ! Tests  3 passed | 1 skipped | 1 todo (5)",
      })
  void reportsOfTheSameTests_agree(ReportWriter writer, String printed) {
    String output = "all kinds of output\n" + printed.replace("\\n", "\n") + "\n";

    assertThat(contradiction(writer, 3, 0, output)).isEmpty();
    assertThat(contradiction(writer, 2, 0, output)).isEmpty();
    assertThat(contradiction(writer, 4, 0, output).orElseThrow()).contains("4 passed tests");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "NODE ! # pass 2\\n# fail 1",
        "PYTEST ! 1 failed, 2 passed in 0.12s",
        "SUREFIRE ! [ERROR] Tests run: 3, Failures: 0, Errors: 1, Skipped: 0",
        "JEST ! Tests:       1 failed, 2 passed, 3 total",
        "VITEST ! Tests  1 failed | 2 passed (3)",
      })
  void reportWithoutTheFailureThatWasPrinted_disagrees(ReportWriter writer, String printed) {
    String output = printed.replace("\\n", "\n") + "\n";

    assertThat(contradiction(writer, 2, 1, output)).isEmpty();
    assertThat(contradiction(writer, 2, 0, output).orElseThrow()).contains("no failed test");
  }

  @Test
  void outputThatWasCut_isNotCompared() {
    CommandOutput cut = new CommandOutput("3 passed in 0.12s\n", 1 << 20, "", "", 0);

    assertThat(contradiction(ReportWriter.PYTEST, 9, 0, cut)).isEmpty();
  }

  private static Optional<String> contradiction(
      ReportWriter writer, int passed, int failed, String output) {
    return contradiction(
        writer, passed, failed, new CommandOutput(output, output.length(), "", "", 0));
  }

  private static Optional<String> contradiction(
      ReportWriter writer, int passed, int failed, CommandOutput output) {
    return RunnerSummary.contradiction(
        Map.of(writer, new TestCounts(passed, failed, 0)),
        List.of(
            new CommandResult.Exited(
                "npm test",
                0,
                Duration.ZERO,
                output,
                new Containment(Containment.Level.SESSION, 0, 0))));
  }
}
