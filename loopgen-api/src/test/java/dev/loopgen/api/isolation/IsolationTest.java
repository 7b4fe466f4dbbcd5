package dev.loopgen.api.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.loopgen.api.isolation.Isolation.Level;
import dev.loopgen.api.isolation.Isolation.Network;
import dev.loopgen.api.isolation.ReachedIsolation.Outcome;
import dev.loopgen.api.isolation.ReachedIsolation.ProbeResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IsolationTest {

  @Test
  void none_withAnOption_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Isolation.builder(Level.NONE).withoutNetwork().build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/etc/passwd", "../x", "a/../b", "..", "./a"})
  void unmask_pathOutsideHome_isRefused(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Isolation.builder(Level.SANDBOX).unmask(path).build());
  }

  @Test
  void readOnly_relativeDirectory_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Isolation.builder(Level.SANDBOX).readOnly(Path.of("src")).build());
  }

  @Test
  void toBuilder_keepsEveryPart() {
    Isolation isolation =
        Isolation.builder(Level.SANDBOX)
            .withoutNetwork()
            .copyCaches()
            .unmask(".npmrc")
            .readOnly(Path.of("src").toAbsolutePath())
            .build();

    assertThat(isolation.toBuilder().build()).isEqualTo(isolation);
  }

  @ParameterizedTest
  @EnumSource(Probe.class)
  void reached_aProbeIsMissing_isRefused(Probe probe) {
    List<ProbeResult> results = new ArrayList<>(all(Outcome.BLOCKED));
    results.removeIf(result -> result.probe() == probe);

    assertRefused(Network.NONE, results, probe);
  }

  @ParameterizedTest
  @EnumSource(Probe.class)
  void reached_aProbeIsUnclear_isRefused(Probe probe) {
    List<ProbeResult> results = new ArrayList<>(all(Outcome.BLOCKED));
    results.replaceAll(
        result -> result.probe() == probe ? new ProbeResult(probe, Outcome.UNCLEAR, "") : result);

    assertRefused(Network.NONE, results, probe);
  }

  @Test
  void reached_aSecondProbeOfAKindGotOut_isRefused() {
    List<ProbeResult> results = new ArrayList<>(all(Outcome.BLOCKED));
    results.add(0, new ProbeResult(Probe.CREDENTIAL, Outcome.OPEN, ""));

    assertRefused(Network.HOST, results, Probe.CREDENTIAL);
  }

  @Test
  void reached_networkOfTheMachine_needsNoClosedPort() {
    List<ProbeResult> results = new ArrayList<>(all(Outcome.BLOCKED));
    results.replaceAll(
        result ->
            result.probe() == Probe.TCP ? new ProbeResult(Probe.TCP, Outcome.OPEN, "") : result);

    ReachedIsolation reached =
        new ReachedIsolation(Level.SANDBOX, Network.HOST, "bubblewrap", "0.8.0", results);

    assertThat(reached.describe())
        .isEqualTo("sandbox with the machine's network (bubblewrap 0.8.0)");
    assertRefused(Network.NONE, results, Probe.TCP);
  }

  @Test
  void satisfies_weakerThanAsked_isFalse() {
    ReachedIsolation host =
        new ReachedIsolation(
            Level.SANDBOX, Network.HOST, "bubblewrap", "0.8.0", all(Outcome.BLOCKED));

    assertThat(host.satisfies(Isolation.of(Level.SANDBOX))).isTrue();
    assertThat(host.satisfies(Isolation.NONE)).isTrue();
    assertThat(host.satisfies(Isolation.of(Level.EXPORT))).isFalse();
    assertThat(host.satisfies(Isolation.builder(Level.SANDBOX).withoutNetwork().build())).isFalse();
    assertThat(ReachedIsolation.NONE.satisfies(Isolation.of(Level.SANDBOX))).isFalse();
  }

  private static List<ProbeResult> all(Outcome outcome) {
    return Stream.of(Probe.values()).map(probe -> new ProbeResult(probe, outcome, "")).toList();
  }

  private static void assertRefused(Network network, List<ProbeResult> results, Probe probe) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ReachedIsolation(Level.SANDBOX, network, "bubblewrap", "0.8.0", results))
        .withMessageContaining(probe.id());
  }
}
