package dev.loopgen.core.internal.ledger.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.isolation.Isolation.Level;
import dev.loopgen.api.isolation.Isolation.Network;
import dev.loopgen.api.isolation.Probe;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.isolation.ReachedIsolation.Outcome;
import dev.loopgen.api.isolation.ReachedIsolation.ProbeResult;
import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class IsolationRecordTest {

  private static final List<ProbeResult> RESULTS =
      Stream.concat(
              Stream.of(new ProbeResult(Probe.REMOUNT, Outcome.BLOCKED, "second")),
              Stream.of(Probe.values())
                  .map(probe -> new ProbeResult(probe, Outcome.BLOCKED, "first")))
          .toList();

  @Test
  void write_none_isTheWordAsBefore() {
    assertThat(IsolationRecord.write(ReachedIsolation.NONE)).isEqualTo(Json.of("none"));
  }

  @Test
  void read_whatWasWritten_isTheSameIsolation() {
    ReachedIsolation isolation =
        new ReachedIsolation(Level.SANDBOX, Network.NONE, "bubblewrap", "0.8.0", RESULTS);

    ReachedIsolation read = IsolationRecord.read(Optional.of(IsolationRecord.write(isolation)));

    assertThat(read.level()).isEqualTo(Level.SANDBOX);
    assertThat(read.network()).isEqualTo(Network.NONE);
    assertThat(read.describe()).isEqualTo(isolation.describe());
    assertThat(read.probes()).containsExactlyInAnyOrderElementsOf(RESULTS);
  }

  @Test
  void read_aWordForALevel_isNoIsolation() {
    assertThat(IsolationRecord.read(Optional.of(Json.of("sandbox"))))
        .isEqualTo(ReachedIsolation.NONE);
    assertThat(IsolationRecord.read(Optional.empty())).isEqualTo(ReachedIsolation.NONE);
  }
}
