package dev.loopgen.api.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.fixture.SampleCommandResults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VerifyValuesTest {

  private static final Path HERE = Path.of(".");
  private static final Duration LIMIT = Duration.ofSeconds(1);

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT-0.000000001S"})
  void request_limitThatIsNotPositive_isRefused(Duration limit) {
    assertThatThrownBy(() -> request(limit, LIMIT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("time limits must be positive");
    assertThatThrownBy(() -> request(LIMIT, limit)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void request_shortestLimit_isAccepted() {
    assertThatCode(() -> request(Duration.ofNanos(1), Duration.ofNanos(1)))
        .doesNotThrowAnyException();
  }

  @Test
  void request_collectionsChangedAfterwards_areKept() {
    List<String> commands = new ArrayList<>(List.of("make"));
    Map<String, String> environment = new HashMap<>(Map.of("A", "1"));
    Set<String> secrets = new HashSet<>(Set.of("hunter2hunter2"));

    VerificationRequest request =
        new VerificationRequest(
            HERE, commands, LIMIT, LIMIT, environment, CommandListener.NONE, secrets);
    commands.clear();
    environment.clear();
    secrets.clear();

    assertThat(request.commands()).containsExactly("make");
    assertThat(request.environment()).containsOnly(Map.entry("A", "1"));
    assertThat(request.secrets()).containsExactly("hunter2hunter2");
  }

  @Test
  void request_withOtherCommands_keepsTheRest() {
    VerificationRequest request = request(LIMIT, LIMIT.multipliedBy(2));

    VerificationRequest other = request.withCommands(List.of("make all"));

    assertThat(other.commands()).containsExactly("make all");
    assertThat(other.withCommands(request.commands())).isEqualTo(request);
  }

  @Test
  void toString_ofARequest_tellsNoValueThatMayBeSecret() {
    VerificationRequest request =
        new VerificationRequest(
            HERE,
            List.of("make"),
            LIMIT,
            LIMIT,
            Map.of("A_TOKEN", "from-variable"),
            CommandListener.NONE,
            Set.of("from-file"));

    assertThat(request).asString().contains("make").doesNotContain("from-variable", "from-file");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE})
  void containment_negativeCount_isRefused(int count) {
    assertThatThrownBy(() -> new Containment(Containment.Level.SESSION, count, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Containment(Containment.Level.SESSION, 0, count))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void label_everyLevel_isAWordOfItsOwn() {
    assertThat(Containment.Level.values())
        .extracting(Containment.Level::id)
        .containsExactly("descendants", "session", "marker", "namespace");
  }

  @Test
  void none_anyEvent_isIgnored() {
    assertThatCode(
            () -> {
              CommandListener.NONE.started(0, "make");
              CommandListener.NONE.output(0, "text");
              CommandListener.NONE.ended(0, SampleCommandResults.exited(0));
            })
        .doesNotThrowAnyException();
  }

  static Stream<Named<ThrowingCallable>> nulls() {
    CommandOutput output = SampleCommandResults.OUTPUT;
    Containment containment = SampleCommandResults.CONTAINMENT;
    return Stream.of(
        Named.of("command", () -> new CommandResult.Exited(null, 0, LIMIT, output, containment)),
        Named.of("duration", () -> new CommandResult.Exited("a", 0, null, output, containment)),
        Named.of("output", () -> new CommandResult.Exited("a", 0, LIMIT, null, containment)),
        Named.of("containment", () -> new CommandResult.Exited("a", 0, LIMIT, output, null)),
        Named.of("limit", () -> new CommandResult.TimedOut("a", null, LIMIT, output, containment)),
        Named.of(
            "killed after",
            () -> new CommandResult.TimedOut("a", LIMIT, null, output, containment)),
        Named.of("command not run", () -> new CommandResult.NotRun(null, "b")),
        Named.of("reason", () -> new CommandResult.NotRun("a", null)),
        Named.of("tail", () -> new CommandOutput(null, 0, "", "", 0)),
        Named.of("commitment", () -> new CommandOutput("", 0, null, "", 0)),
        Named.of("salt", () -> new CommandOutput("", 0, "", null, 0)),
        Named.of("level", () -> new Containment(null, 0, 0)),
        Named.of("results", () -> new VerificationResult(null)),
        Named.of("limit of a request", () -> request(null, LIMIT)),
        Named.of("limit of a run", () -> request(LIMIT, null)));
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void constructor_null_isRefused(ThrowingCallable construction) {
    assertThatThrownBy(construction).isInstanceOf(NullPointerException.class);
  }

  private static VerificationRequest request(Duration command, Duration run) {
    return new VerificationRequest(
        HERE, List.of("make"), command, run, Map.of(), CommandListener.NONE, Set.of("secret"));
  }
}
