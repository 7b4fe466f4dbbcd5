package dev.loopgen.core.internal.gate;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.gate.Gate;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.gate.WaiverVerifier;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.CheckpointVerifier;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.core.internal.concurrent.Interrupts;
import dev.loopgen.core.internal.files.BundleFiles;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** A gate that asks for a passing latest run of each loop for exactly the tree on disk. */
public final class EvidenceGate implements Gate {

  private final Parts parts;

  /**
   * What a gate is made of.
   *
   * @param trust what the caller trusts
   * @param detector looks at the repository
   * @param committed tells what its commits hold, anew for each decision
   * @param ledger holds the evidence
   * @param bundles the signed bundles beside the ledger
   * @param verifier verifies them, or empty
   * @param waivers verifies signed waivers, or empty
   * @param checkpoints opens checkpoints, or empty
   * @param policy the policy that the caller gives in place of the base's, or empty
   * @param callerPolicy what the caller demands beside the policy
   * @param specFile the spec file, relative to the project
   * @param clock tells the present, after which no run can have been
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
      return new Decision(Situation.read(parts)).decide();
    } catch (LoopgenException e) {
      throw Interrupts.unlessInterrupted(e);
    }
  }
}
