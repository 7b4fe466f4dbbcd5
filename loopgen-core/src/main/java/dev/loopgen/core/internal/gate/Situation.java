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
 * Everything that a gate decides about, read once.
 *
 * @param parts what the gate is made of
 * @param committed what the commits hold
 * @param now the present, after which no run can have been
 * @param base the base that the policy is read from
 * @param policy the policy that counts
 * @param demands what it and the caller ask for
 * @param expectation what the ledger must hold
 * @param ledger the ledger
 * @param baseLedger the ledger at the base
 * @param knowsRepository whether it is known which repository this is
 * @param loops what each loop expects; at least one
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

  /** Tells whether there is a history, and no root commit of it is known: the clone is shallow. */
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

  /** Returns what is on disk, which is the same for all loops. */
  TreeSnapshot tree() {
    return loops.get(0).tree();
  }

  /** Tells whether the caller trusts a revision, so that what a clone acknowledges counts not. */
  boolean isTrusted() {
    return parts.trust().revision().isPresent();
  }
}
