package dev.loopgen.attest.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.testkit.AttestableEntry;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A library leaves no thread behind that keeps a process alive. */
final class ThreadsTest {

  @Test
  void attest_afterwards_noThreadKeepsTheProcessAlive() throws Exception {
    AttestableEntry run = SigstoreScenario.runs().get(0);
    try (SigstoreScenario world = new SigstoreScenario()) {
      Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
      world.attestor(1).attest(run.entry(), run.position());

      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> !before.contains(thread) && !thread.isDaemon())
          .filteredOn(thread -> !thread.getName().startsWith("fixture-"))
          .isEmpty();
    }
  }
}
