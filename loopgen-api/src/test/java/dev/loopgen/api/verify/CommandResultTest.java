package dev.loopgen.api.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandResultTest {

  @Test
  void passed_exitCodeZero_isTrue() {
    assertThat(Commands.exited(0).passed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1, 2, 127, 137, 255, 256, Integer.MIN_VALUE})
  void passed_anyOtherExitCode_isFalse(int code) {
    assertThat(Commands.exited(code).passed()).isFalse();
  }

  @Test
  void passed_commandThatDidNotExit_isFalse() {
    assertThat(Commands.timedOut().passed()).isFalse();
    assertThat(Commands.notRun().passed()).isFalse();
  }

  @Test
  void permits_result_isOneOfThree() {
    assertThat(CommandResult.class.getPermittedSubclasses())
        .containsExactlyInAnyOrder(
            CommandResult.Exited.class, CommandResult.TimedOut.class, CommandResult.NotRun.class);
  }

  @Test
  void describe_result_saysHowTheCommandEnded() {
    assertThat(Commands.exited(3).describe()).isEqualTo("`make` exited with code 3");
    assertThat(Commands.timedOut().describe())
        .isEqualTo("`make` did not end within the time limit of 1 second and was killed");
    assertThat(Commands.notRun().describe()).isEqualTo("`make` was not run: the run's time was up");
  }

  @Test
  void describe_result_leavesOutTheOutput() {
    CommandOutput output = new CommandOutput("SECRET", 6, "c0", "5a17", 0);

    assertThat(
            new CommandResult.Exited("make", 1, Duration.ZERO, output, Commands.CONTAINMENT)
                .describe())
        .doesNotContain("SECRET", "5a17");
  }

  @Test
  void duration_commandThatWasNotRun_isZero() {
    assertThat(Commands.notRun().duration()).isZero();
    assertThat(Commands.exited(0).duration()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void passed_everyCommandPassed_isTrue() {
    assertThat(result(Commands.exited(0)).passed()).isTrue();
    assertThat(result(Commands.exited(0), Commands.exited(0)).passed()).isTrue();
  }

  @Test
  void passed_noCommand_isFalse() {
    assertThat(result().passed()).isFalse();
  }

  @Test
  void passed_oneCommandDidNotPass_isFalse() {
    assertThat(result(Commands.exited(0), Commands.exited(1)).passed()).isFalse();
    assertThat(result(Commands.timedOut(), Commands.exited(0)).passed()).isFalse();
    assertThat(result(Commands.exited(0), Commands.notRun()).passed()).isFalse();
  }

  @Test
  void commands_listChangedAfterwards_areKept() {
    List<CommandResult> commands = new ArrayList<>(List.of(Commands.exited(1)));

    VerificationResult result = new VerificationResult(commands);
    commands.set(0, Commands.exited(0));

    assertThat(result.passed()).isFalse();
  }

  private static VerificationResult result(CommandResult... commands) {
    return new VerificationResult(List.of(commands));
  }
}
