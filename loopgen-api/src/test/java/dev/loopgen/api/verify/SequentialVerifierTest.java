package dev.loopgen.api.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.fixture.SampleCommandResults;
import dev.loopgen.api.isolation.Isolation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What the contract of the testkit cannot ask: the limits, and a runner that does not keep its own.
 */
final class SequentialVerifierTest {

  private final List<Duration> limits = new ArrayList<>();

  @Test
  void limits_shrinkToWhatIsLeftOfAllCommands() throws Exception {
    VerificationResult result =
        Verifier.of(this::taking40Seconds).verify(request("a", "b", "c", "d"));

    assertThat(limits).containsExactly(seconds(60), seconds(60), seconds(20));
    assertThat(result.commands().get(3)).isInstanceOf(CommandResult.NotRun.class);
    assertThat(result.passed()).isFalse();
  }

  @Test
  void runner_thatAnswersForAnotherCommand_isNoVerdict() {
    Verifier verifier = Verifier.of((command, limit, request) -> exited("true", Duration.ZERO));

    assertThatThrownBy(() -> verifier.verify(request("false")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("`true` instead of `false`");
  }

  @Test
  void runner_thatThrows_isNoVerdict() {
    Verifier verifier =
        Verifier.of(
            (command, limit, request) -> {
              throw new IllegalStateException("The server is down.");
            });

    assertThatThrownBy(() -> verifier.verify(request("a"))).hasMessage("The server is down.");
  }

  @Test
  void isolation_isRefusedBeforeAnythingRuns() {
    VerificationRequest request = request("a").withIsolation(Isolation.of(Isolation.Level.SANDBOX));

    assertThatThrownBy(() -> Verifier.of(this::taking40Seconds).verify(request))
        .isInstanceOf(IsolationException.class);
    assertThat(limits).isEmpty();
  }

  private CommandResult taking40Seconds(
      String command, Duration limit, VerificationRequest request) {
    limits.add(limit);
    return exited(command, seconds(40));
  }

  private static CommandResult exited(String command, Duration took) {
    return new CommandResult.Exited(
        command,
        0,
        took,
        SampleCommandResults.OUTPUT,
        new Containment(Containment.Level.DESCENDANTS, 0, 0));
  }

  private static VerificationRequest request(String... commands) {
    return new VerificationRequest(
        Path.of("."),
        List.of(commands),
        seconds(60),
        seconds(100),
        Map.of(),
        CommandListener.NONE,
        Set.of());
  }

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }
}
