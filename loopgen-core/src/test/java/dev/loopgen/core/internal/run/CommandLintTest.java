package dev.loopgen.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.core.internal.spec.SpecReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "/bin/true",
        "exit 0",
        "echo ok",
        "sh -c 'true'",
        "[ 1 ]",
        "test x",
        "true && echo done",
        "A=1 true",
        ": && true"
      })
  void warnings_commandThatCannotFail_isWarnedOf(String command) {
    assertThat(CommandLint.warnings(LoopSpec.builder("check").command(command).build()))
        .anyMatch(warning -> warning.contains("cannot fail"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm test",
        "test -f x",
        "[ -n \"$X\" ]",
        "exit 1",
        "echo x && false",
        "true; sh check.sh",
        "echo \"$(sh check.sh)\""
      })
  void warnings_commandThatMayFail_isNotSaidToBeOneThatCannot(String command) {
    assertThat(CommandLint.warnings(LoopSpec.builder("check").command(command).build()))
        .noneMatch(warning -> warning.contains("cannot fail"));
  }

  @Test
  void warnings_loopWithoutAllowedCommands_sayNothingOfThem() {
    assertThat(CommandLint.warnings(loop("commands: [npm test]"))).isEmpty();
    assertThat(CommandLint.warnings(loop("commands: [npm test]", "allowedCommands:"))).isEmpty();
    assertThat(CommandLint.warnings(loop("commands: [npm test]", "allowedCommands: []"))).isEmpty();
  }

  @Test
  void warnings_commandThatIsNotOnTheList_isWarnedOf() {
    LoopSpec loop = loop("commands: [npm ci, npm test]", "allowedCommands: [npm ci]");

    assertThat(CommandLint.warnings(loop)).singleElement().asString().contains("npm test");
  }

  private static LoopSpec loop(String commands, String... permissions) {
    String yaml =
        "loops: [{id: check, verification: {"
            + commands
            + "}, permissions: {"
            + String.join(", ", permissions)
            + "}}]";
    return SpecReader.read(yaml.getBytes(StandardCharsets.UTF_8), "loops.yaml").only();
  }

  private static List<String> masked(String command) {
    return CommandLint.warnings(LoopSpec.builder("check").command(command).build()).stream()
        .filter(warning -> warning.contains("discarded"))
        .toList();
  }
}
