package dev.loopgen.api.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.fixture.SampleCommandResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandResultTest {

  @Test
  void passed_exitCodeZero_isTrue() {
    assertThat(SampleCommandResults.exited(0).passed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1, 2, 127, 137, 255, 256, Integer.MIN_VALUE})
  void passed_anyOtherExitCode_isFalse(int code) {
    assertThat(SampleCommandResults.exited(code).passed()).isFalse();
  }

  @Test
  void passed_commandThatDidNotExit_isFalse() {
    assertThat(SampleCommandResults.timedOut().passed()).isFalse();
    assertThat(SampleCommandResults.notRun().passed()).isFalse();
  }

  @Test
  void permits_result_isOneOfThree() {
    assertThat(CommandResult.class.getPermittedSubclasses())
        .containsExactlyInAnyOrder(
            CommandResult.Exited.class, CommandResult.TimedOut.class, CommandResult.NotRun.class);
  }

  @Test
  void describe_result_saysHowTheCommandEnded() {
    assertThat(SampleCommandResults.exited(3).describe()).isEqualTo("`make` exited with code 3");
    assertThat(SampleCommandResults.timedOut().describe())
        .isEqualTo("`make` did not end within the time limit of 1 second and was killed");
    assertThat(SampleCommandResults.notRun().describe())
        .isEqualTo("`make` was not run: the run's time was up");
  }

  @ParameterizedTest
  @CsvSource({
    "126, not executable",
    "127, command not found",
    "9009, command not found",
    "130, ended by SIGINT",
    "137, ended by SIGKILL",
    "139, ended by SIGSEGV",
    "143, ended by SIGTERM"
  })
  void describe_exitCodeThatShellsGiveAMeaning_saysIt(int code, String reason) {
    assertThat(SampleCommandResults.exited(code).describe())
        .isEqualTo("`make` exited with code " + code + " (" + reason + ")");
  }

  @ParameterizedTest
  @CsvSource({
    "PT45M, 45 minutes",
    "PT1M30S, 1 minute 30 seconds",
    "PT0.6S, 600 milliseconds",
    "PT25H, 1 day 1 hour",
    "PT0.000001S, less than a millisecond"
  })
  void describe_limit_isReadable(Duration limit, String text) {
    CommandResult result =
        new CommandResult.TimedOut(
            "make", limit, limit, SampleCommandResults.OUTPUT, SampleCommandResults.CONTAINMENT);

    assertThat(result.describe()).contains("within the time limit of " + text + " and was killed");
  }

  @Test
  void describe_result_leavesOutTheOutput() {
    CommandOutput output = new CommandOutput("SECRET", 6, "c0", "5a17", 0);

    assertThat(
            new CommandResult.Exited(
                    "make", 1, Duration.ZERO, output, SampleCommandResults.CONTAINMENT)
                .describe())
        .doesNotContain("SECRET", "5a17");
  }

  @Test
  void duration_commandThatWasNotRun_isZero() {
    assertThat(SampleCommandResults.notRun().duration()).isZero();
    assertThat(SampleCommandResults.exited(0).duration()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void passed_everyCommandPassed_isTrue() {
    assertThat(result(SampleCommandResults.exited(0)).passed()).isTrue();
    assertThat(result(SampleCommandResults.exited(0), SampleCommandResults.exited(0)).passed())
        .isTrue();
  }

  @Test
  void passed_noCommand_isFalse() {
    assertThat(result().passed()).isFalse();
  }

  @Test
  void passed_oneCommandDidNotPass_isFalse() {
    assertThat(result(SampleCommandResults.exited(0), SampleCommandResults.exited(1)).passed())
        .isFalse();
    assertThat(result(SampleCommandResults.timedOut(), SampleCommandResults.exited(0)).passed())
        .isFalse();
    assertThat(result(SampleCommandResults.exited(0), SampleCommandResults.notRun()).passed())
        .isFalse();
  }

  @Test
  void commands_listChangedAfterwards_areKept() {
    List<CommandResult> commands = new ArrayList<>(List.of(SampleCommandResults.exited(1)));

    VerificationResult result = new VerificationResult(commands);
    commands.set(0, SampleCommandResults.exited(0));

    assertThat(result.passed()).isFalse();
  }

  private static VerificationResult result(CommandResult... commands) {
    return new VerificationResult(List.of(commands));
  }
}
