package dev.loopgen.core.internal.gate;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.files.BundleFiles;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Decides about past trees from a ledger and its bundles alone: which runs passed, who vouches for
 * them, and whether they are too old for a policy. Changes, specs, workflows and signed waivers are
 * not considered, and the age of a run is its age at the time of the tree's last run.
 */
public final class LedgerReplay {

  private final GateLedger ledger;
  private final EntryBundleVerifier bundles;
  private final Instant now;

  private LedgerReplay(GateLedger ledger, EntryBundleVerifier bundles, Instant now) {
    this.ledger = ledger;
    this.bundles = bundles;
    this.now = now;
  }

  /** The decision of a policy about one tree. */
  public record Verdict(String tree, Instant lastRun, List<Finding> findings) {}

  /**
   * Verifies and reads a ledger.
   *
   * @throws LedgerException if it is not intact, or changes while it is read
   */
  public static LedgerReplay of(
      AuditLedger ledger, BundleFiles files, AttestationVerifier verifier, Instant now) {
    GateLedger view = GateLedger.of(ledger, LedgerExpectation.NONE);
    if (!view.status().isIntact()) {
      throw new LedgerException(view.status().describe());
    }
    return new LedgerReplay(
        view, new EntryBundleVerifier(files, Optional.of(verifier), view.graph()), now);
  }

  /** Returns the trees that have recorded runs, the newest first. */
  public List<String> trees() {
    return ledger.trees();
  }

  /** Decides about one tree as of its last run. */
  public Verdict decide(GatePolicy policy, String tree) {
    List<String> recorded = ledger.loopsOf(tree);
    Instant last =
        recorded.stream()
            .flatMap(loop -> ledger.latest(loop, tree, Optional.empty()).stream())
            .flatMap(entry -> new RecordedRun(entry).time().stream())
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
    FindingList findings = new FindingList();
    EffectivePolicy demands = new EffectivePolicy(policy, GatePolicy.localEvidence(), List.of());
    WorkflowRule workflow = new WorkflowRule(CommittedFiles.ofBase(), true);
    RunRules rules =
        new RunRules(
            ledger, bundles, demands, false, now, last, workflow, SignedWaivers.none(), findings);
    List<String> loops = demands.loops().isEmpty() ? recorded : demands.loops();
    loops.forEach(loop -> rules.judge(loop, tree, Optional.empty()));
    LocalDate day = LocalDate.ofInstant(last, ZoneOffset.UTC);
    demands.judgeWaivers(day, SignedWaivers.none(), findings);
    return new Verdict(tree, last, demands.excused(findings, day, SignedWaivers.none()));
  }
}
