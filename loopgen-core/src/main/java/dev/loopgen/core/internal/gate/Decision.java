package dev.loopgen.core.internal.gate;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateEvidence;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.GateSubject;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.ledger.CommittedLedger;
import dev.loopgen.core.internal.rules.Acknowledgements;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** One decision, from the ledger to the findings. */
final class Decision {

  private final EvidenceGate.Parts parts;
  private final CommittedFiles committed;
  private final WorkTree workTree;
  private final Instant now;
  private final LocalDate today;
  private final FindingList findings = new FindingList();

  Decision(EvidenceGate.Parts parts) {
    this.parts = parts;
    this.committed = parts.committed().get();
    this.workTree = parts.detector().workTree();
    this.now = parts.clock().instant();
    this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  GateDecision decide() throws InterruptedException {
    LedgerExpectation expectation = committed.expectation().andAll(parts.trust().anchors());
    LedgerView ledger = ledger(expectation);
    Base base = PolicyInForce.base(parts.detector(), parts.trust(), ledger.history());
    PolicyInForce policy = PolicyInForce.choose(parts.policy(), base, workTree);
    Demands demands = new Demands(policy.policy(), parts.demands(), parts.trust().identities());
    BaseLedger baseLedger = baseLedger(base);
    if (isUnknown(expectation, base)) {
      expectation = new LedgerExpectation(expectation.anchors(), baseLedger.rootCommits());
      ledger = ledger(expectation);
    }
    ChainStatus chain = ledger.status();
    List<Expected> all = new Trees(parts, ledger.history()).expected(demands.loops());
    policy.judge(base, all.get(0).tree(), workTree, findings);
    boolean counts =
        new LedgerRules(findings)
            .judge(chain, expectation, ledger.graph(), baseLedger, !isUnknown(expectation, base));
    List<GateEvidence> evidence = judge(all, chain, counts, ledger, demands, baseLedger, base);
    SignedWaivers waivers =
        new SignedWaivers(parts.bundles(), parts.waivers(), now)
            .read(
                demands.waiverSigners(),
                () -> base.commit().flatMap(committed::root),
                all.get(0).tree().treeId());
    demands.judgeWaivers(today, waivers, findings);
    List<Finding> excused = demands.excused(findings, today, waivers);
    return GateDecision.of(
        subject(base, all.get(0).tree(), policy, chain, evidence, waivers.used()), excused);
  }

  private LedgerView ledger(LedgerExpectation expectation) throws InterruptedException {
    LedgerView ledger = LedgerView.of(parts.ledger(), expectation);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return ledger;
  }

  private BaseLedger baseLedger(Base base) {
    return committed
        .ledger(base, workTree.inProject(CommittedLedger.FILE))
        .orElseGet(() -> BaseLedger.of(new byte[0]));
  }

  /** Tells whether there is a history, and no root commit of it is known: the clone is shallow. */
  private boolean isUnknown(LedgerExpectation expectation, Base base) {
    return committed.knowsHistory()
        && base.commit().isPresent()
        && expectation.rootCommits().isEmpty();
  }

  private List<GateEvidence> judge(
      List<Expected> all,
      ChainStatus chain,
      boolean counts,
      LedgerView ledger,
      Demands demands,
      BaseLedger baseLedger,
      Base base)
      throws InterruptedException {
    boolean trusted = parts.trust().revision().isPresent();
    ChangeRules changes = new ChangeRules(workTree, ledger.history(), findings);
    Bundles bundles = new Bundles(parts.bundles(), parts.verifier(), ledger.graph());
    WorkflowRule workflow = new WorkflowRule(committed, demands.anyWorkflow());
    RunRules runs = new RunRules(ledger, bundles, demands, trusted, now, now, workflow, findings);
    boolean attested = false;
    for (Expected expected : all) {
      boolean strict = trusted || demands.trust(expected.loop()) != TrustTier.LOCAL;
      attested |= demands.trust(expected.loop()) != TrustTier.LOCAL;
      changes.judge(expected, Acknowledgements.at(expected.base(), workTree, today), strict);
      if (counts) {
        runs.judge(expected);
      } else {
        findings.undecided(
            GateRule.PASSING_RUN,
            expected.loop(),
            "the ledger",
            "No run counts while the ledger is not in order.",
            "Repair the ledger first.");
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    anchors(chain, counts && attested, ledger, demands, baseLedger, base);
    return runs.evidence();
  }

  private void anchors(
      ChainStatus chain,
      boolean attested,
      LedgerView ledger,
      Demands demands,
      BaseLedger baseLedger,
      Base base) {
    if (!chain.isIntact()) {
      findings.undecided(
          GateRule.ANCHORS,
          null,
          "the ledger",
          "Nothing is compared with a ledger that is not intact.",
          "Repair the ledger first.");
      return;
    }
    AnchorRules anchors = new AnchorRules(parts.checkpoints(), workTree, ledger.graph());
    anchors.base(baseLedger).given(parts.trust().anchors()).required(demands.checkpoints(), base);
    if (attested) {
      anchors.bundles(parts.bundles(), ledger);
    }
    anchors.conclude(findings);
  }

  private GateSubject subject(
      Base base,
      TreeSnapshot tree,
      PolicyInForce policy,
      ChainStatus chain,
      List<GateEvidence> evidence,
      List<Sha256> waivers) {
    String root = Optional.ofNullable(tree.head().rootCommit()).map(GitId::hex).orElse("unknown");
    Optional<Sha256> digest = policy.policy().fileDigest();
    return new GateSubject(
        "loopgen.dev/ledger/" + root,
        tree.treeId(),
        tree.clean() ? tree.head().commit() : null,
        base.commit().orElse(null),
        digest.orElse(null),
        chain.heads(),
        evidence,
        waivers,
        now);
  }
}
