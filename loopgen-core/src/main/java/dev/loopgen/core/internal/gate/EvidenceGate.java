package dev.loopgen.core.internal.gate;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.gate.Gate;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.gate.WaiverVerifier;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.CheckpointVerifier;
import dev.loopgen.api.ledger.WitnessVerifier;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.core.internal.concurrent.Interrupts;
import dev.loopgen.core.internal.files.BundleFiles;
import dev.loopgen.core.internal.flight.FlightEvents;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A gate that requires the latest run of each loop, for exactly the tree on disk, to have passed.
 */
public final class EvidenceGate implements Gate {

  private final Parts parts;

  /**
   * The parts of a gate.
   *
   * @param trust what the caller trusts
   * @param detector reads the repository
   * @param committed reads its commits, called once per decision
   * @param ledger holds the evidence
   * @param bundles the signed bundles beside the ledger
   * @param verifier verifies them, or empty
   * @param waivers verifies signed waivers, or empty
   * @param checkpoints opens checkpoints, or empty
   * @param witnesses opens cosigned checkpoints, or empty
   * @param policy the caller's replacement for the base's policy, or empty
   * @param callerPolicy what the caller requires in addition to the policy
   * @param specFile the spec file, relative to the project
   * @param clock the current time; later runs do not count
   */
  public record Parts(
      Trust trust,
      ChangeDetector detector,
      Supplier<CommittedFiles> committed,
      AuditLedger ledger,
      BundleFiles bundles,
      Optional<AttestationVerifier> verifier,
      Optional<WaiverVerifier> waivers,
      Optional<CheckpointVerifier> checkpoints,
      Optional<WitnessVerifier> witnesses,
      Optional<GatePolicy> policy,
      GatePolicy callerPolicy,
      String specFile,
      Clock clock) {}

  public EvidenceGate(Parts parts) {
    this.parts = parts;
  }

  @Override
  public GateDecision decide() throws InterruptedException {
    try {
      return FlightEvents.decide(() -> new Decision(Situation.read(parts)).decide());
    } catch (LoopgenException e) {
      throw Interrupts.unlessInterrupted(e);
    }
  }
}
