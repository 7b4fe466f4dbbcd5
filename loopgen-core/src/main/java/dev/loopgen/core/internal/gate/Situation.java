package dev.loopgen.core.internal.gate;

import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.ledger.history.CommittedLedger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Everything that a gate's decision is based on, read once.
 *
 * @param parts the parts of the gate
 * @param committed the content of the commits
 * @param now the current time; later runs do not count
 * @param base the base that the policy is read from
 * @param policy the policy in force
 * @param demands what it and the caller require
 * @param expectation the entries that the ledger must hold
 * @param ledger the ledger
 * @param baseLedger the ledger at the base
 * @param knowsRepository whether the identity of the repository is known
 * @param loops the expectation of each loop; at least one
 */
record Situation(
    EvidenceGate.Parts parts,
    CommittedFiles committed,
    Instant now,
    Base base,
    PolicyInForce policy,
    EffectivePolicy demands,
    LedgerExpectation expectation,
    GateLedger ledger,
    BaseLedger baseLedger,
    boolean knowsRepository,
    List<LoopExpectation> loops) {

  Situation {
    loops = List.copyOf(loops);
  }

  /**
   * Reads everything; decides nothing.
   *
   * @throws dev.loopgen.api.LoopgenException if something cannot be read
   */
  static Situation read(EvidenceGate.Parts parts) throws InterruptedException {
    CommittedFiles committed = parts.committed().get();
    WorkTree workTree = parts.detector().workTree();
    Instant now = parts.clock().instant();
    LedgerExpectation expectation = committed.expectation().andAll(parts.trust().anchors());
    GateLedger ledger = ledger(parts, expectation);
    Base base = PolicyInForce.base(parts.detector(), parts.trust(), ledger.history());
    PolicyInForce policy = PolicyInForce.choose(parts.policy(), base, workTree);
    EffectivePolicy demands =
        new EffectivePolicy(policy.policy(), parts.callerPolicy(), parts.trust().identities());
    BaseLedger baseLedger =
        committed
            .ledger(base, workTree.inProject(CommittedLedger.FILE))
            .orElseGet(() -> BaseLedger.of(new byte[0]));
    if (isUnknown(committed, expectation, base)) {
      expectation = new LedgerExpectation(expectation.anchors(), baseLedger.rootCommits());
      ledger = ledger(parts, expectation);
    }
    return new Situation(
        parts,
        committed,
        now,
        base,
        policy,
        demands,
        expectation,
        ledger,
        baseLedger,
        !isUnknown(committed, expectation, base),
        new WorkTrees(parts, ledger.history()).expected(demands.loops()));
  }

  private static GateLedger ledger(EvidenceGate.Parts parts, LedgerExpectation expectation)
      throws InterruptedException {
    GateLedger ledger = GateLedger.of(parts.ledger(), expectation);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return ledger;
  }

  /** Tells whether the clone is shallow: there is a history without a known root commit. */
  private static boolean isUnknown(
      CommittedFiles committed, LedgerExpectation expectation, Base base) {
    return committed.knowsHistory()
        && base.commit().isPresent()
        && expectation.rootCommits().isEmpty();
  }

  LocalDate today() {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  WorkTree workTree() {
    return parts.detector().workTree();
  }

  ChainStatus chain() {
    return ledger.status();
  }

  /** Returns the tree on disk, which is the same for all loops. */
  TreeSnapshot tree() {
    return loops.get(0).tree();
  }

  /**
   * Tells whether the caller trusts a revision. Acknowledgements of the clone then do not count.
   */
  boolean isTrusted() {
    return parts.trust().revision().isPresent();
  }
}
