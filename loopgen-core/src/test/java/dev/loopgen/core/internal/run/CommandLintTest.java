package dev.loopgen.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.spec.LoopSpec;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLintTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm test | tee log",
        "npm test || true",
        "npm test; echo done",
        "npm test\necho done",
        "npm test &",
        "npm test & echo done"
      })
  void warnings_statusThatIsThrownAway_isWarnedOf(String command) {
    assertThat(masked(command)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm test",
        "npm test\n",
        "npm test && npm run lint",
        "npm test 2>&1",
        "npm test >log 2>&1",
        "npm test &>log",
        "grep -q 'a|b; c & d' file",
        "set -e; npm test; npm run lint",
        "set -o pipefail && npm test | tee log",
        "find . -name x -exec grep -q y {} \\; -print"
      })
  void warnings_statusOfTheCheckItself_isFine(String command) {
    assertThat(masked(command)).isEmpty();
  }

  private static List<String> masked(String command) {
    return CommandLint.warnings(LoopSpec.builder("check").command(command).build()).stream()
        .filter(warning -> warning.contains("discarded"))
        .toList();
  }
}
