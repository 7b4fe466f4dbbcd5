package dev.loopgen.core.internal.gate;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateEvidence;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.GateSubject;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.guard.Acknowledgements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies the rules of a gate to a situation, in order, and collects their findings. */
final class Decision {

  private final Situation situation;
  private final FindingList findings = new FindingList();
  private final List<GateEvidence> evidence = new ArrayList<>();
  private final SignedWaivers waivers;
  private boolean ledgerCounts;

  Decision(Situation situation) {
    this.situation = situation;
    this.waivers = waivers(situation);
  }

  private static SignedWaivers waivers(Situation situation) {
    EvidenceGate.Parts parts = situation.parts();
    return new SignedWaivers(parts.bundles(), parts.waivers(), situation.now())
        .read(
            situation.demands().waiverSigners(),
            () -> situation.base().commit().flatMap(situation.committed()::root),
            situation.tree().treeId());
  }

  /** Judges one aspect of the situation and adds its findings. */
  @FunctionalInterface
  private interface Rule {

    void judge() throws InterruptedException;
  }

  GateDecision decide() throws InterruptedException {
    List<Rule> rules = List.of(this::policy, this::ledger, this::loops, this::anchors);
    for (Rule rule : rules) {
      rule.judge();
    }
    return conclude();
  }

  private void policy() {
    situation.policy().judge(situation.base(), situation.tree(), situation.workTree(), findings);
  }

  private void ledger() {
    ledgerCounts =
        new LedgerRules(findings)
            .judge(
                situation.chain(),
                situation.expectation(),
                situation.ledger().graph(),
                situation.baseLedger(),
                situation.knowsRepository());
  }

  /** Judges the change, the run and the workflow of each loop. */
  private void loops() throws InterruptedException {
    ChangeRules changes =
        new ChangeRules(
            situation.workTree(),
            situation.ledger().history(),
            situation.demands().refused(),
            findings);
    RunRules runs = runRules();
    for (LoopExpectation expected : situation.loops()) {
      BaseRules.judge(expected, findings);
      changes.judge(
          expected,
          Acknowledgements.at(
              expected.base().expectations(), situation.workTree(), situation.today()),
          situation.isTrusted() || isAttested(expected));
      if (ledgerCounts) {
        runs.judge(expected);
      } else {
        findings.undecided(
            GateRule.PASSING_RUN,
            expected.loop(),
            "the ledger",
            "No run counts until the ledger is repaired.",
            "Repair the ledger first.");
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    evidence.addAll(runs.evidence());
    situation.ledger().violations().judge(situation.demands(), situation.baseLedger(), findings);
  }

  private RunRules runRules() {
    EvidenceGate.Parts parts = situation.parts();
    EffectivePolicy demands = situation.demands();
    GateLedger ledger = situation.ledger();
    return new RunRules(
        ledger,
        new EntryBundleVerifier(parts.bundles(), parts.verifier(), ledger.graph()),
        demands,
        situation.isTrusted(),
        situation.now(),
        situation.now(),
        new WorkflowRule(situation.committed(), demands.anyWorkflow()),
        waivers,
        findings);
  }

  private boolean isAttested(LoopExpectation expected) {
    return situation.demands().trust(expected.loop()) != TrustTier.LOCAL;
  }

  private void anchors() {
    if (!situation.chain().isIntact()) {
      findings.undecided(
          GateRule.ANCHORS,
          null,
          "the ledger",
          "A ledger that is not intact is not compared with anything.",
          "Repair the ledger first.");
      return;
    }
    EvidenceGate.Parts parts = situation.parts();
    EntryGraph graph = situation.ledger().graph();
    AnchorRules anchors = new AnchorRules(parts.checkpoints(), situation.workTree(), graph);
    anchors
        .base(situation.baseLedger())
        .given(parts.trust().anchors())
        .required(situation.demands().checkpoints(), situation.base())
        .witnessed(
            new WitnessRules(parts.witnesses(), situation.workTree(), graph, situation.now()),
            situation.demands().witnesses(parts.trust().witnesses()),
            evidence.stream().map(GateEvidence::entry).distinct().toList());
    if (ledgerCounts && situation.loops().stream().anyMatch(this::isAttested)) {
      anchors.bundles(parts.bundles(), situation.ledger());
    }
    if (parts.ledger().needsAnchor()) {
      anchors.covered(evidence);
    }
    anchors.conclude(findings);
  }

  /** Applies waivers to the findings, and judges the waivers themselves. */
  private GateDecision conclude() {
    EffectivePolicy demands = situation.demands();
    demands.judgeWaivers(situation.today(), waivers, findings);
    List<Finding> excused = demands.excused(findings, situation.today(), waivers);
    return GateDecision.of(subject(waivers.used()), excused);
  }

  private GateSubject subject(List<Sha256> waivers) {
    TreeSnapshot tree = situation.tree();
    String root = tree.head().rootCommit().map(GitId::hex).orElse("unknown");
    Optional<Sha256> digest = situation.policy().policy().digest();
    return new GateSubject(
        "loopgen.dev/ledger/" + root,
        tree.treeId(),
        tree.clean() ? tree.head().commit().orElse(null) : null,
        tree.clean() ? tree.leftOut().stream().map(RepoPath::display).toList() : List.of(),
        situation.base().commit().orElse(null),
        digest.orElse(null),
        situation.chain().heads(),
        evidence,
        waivers,
        situation.now());
  }
}
