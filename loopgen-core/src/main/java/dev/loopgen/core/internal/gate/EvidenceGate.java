package dev.loopgen.core.internal.gate;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.gate.Gate;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateEvidence;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.GateSubject;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.git.Interrupts;
import dev.loopgen.core.internal.rules.Acknowledgements;
import dev.loopgen.core.internal.rules.Expectations;
import dev.loopgen.core.internal.rules.History;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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
   * @param ledger holds the evidence
   * @param expectation tells what the ledger must hold
   * @param loops the loops that are required; where none is named, the only one of the spec file
   * @param loopsFile the spec file, relative to the project
   * @param since the instant before which runs don't count, or empty
   * @param clock tells the present, after which no run can have been
   */
  public record Parts(
      Trust trust,
      ChangeDetector detector,
      AuditLedger ledger,
      Supplier<LedgerExpectation> expectation,
      List<String> loops,
      String loopsFile,
      Optional<Instant> since,
      Clock clock) {}

  public EvidenceGate(Parts parts) {
    this.parts = parts;
  }

  @Override
  public GateDecision decide() throws InterruptedException {
    try {
      return decideAll();
    } catch (LoopgenException e) {
      throw Interrupts.unlessInterrupted(e);
    }
  }

  private GateDecision decideAll() throws InterruptedException {
    Instant now = parts.clock().instant();
    FindingList findings = new FindingList();
    LedgerExpectation expectation = parts.expectation().get();
    ChainStatus chain = parts.ledger().verify(expectation);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    ledger(chain, expectation, findings);
    History history = chain.isIntact() ? History.read(parts.ledger()) : History.none();
    List<Expected> all = expected(history);
    WorkTree workTree = parts.detector().workTree();
    ChangeRules changes = new ChangeRules(workTree, history, findings);
    boolean strict = parts.trust().trustedRevision().isPresent();
    RunRules runs = new RunRules(parts.ledger(), strict, parts.since(), now, findings);
    for (Expected expected : all) {
      LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
      changes.judge(expected, Acknowledgements.at(expected.base(), workTree, today));
      if (chain.isIntact()) {
        runs.judge(expected);
      } else {
        findings.undecided(
            GateRule.PASSING_RUN,
            expected.loop(),
            "the ledger",
            "No run counts while the ledger is not intact.",
            "Repair the ledger first.");
      }
    }
    return GateDecision.of(subject(all.get(0), chain, runs.evidence(), now), findings.all());
  }

  private static void ledger(
      ChainStatus chain, LedgerExpectation expectation, FindingList findings) {
    int versions = expectation.anchors().size();
    String lookedAt =
        "every entry and link of the ledger, against "
            + versions
            + (versions == 1 ? " version" : " versions")
            + " of it in the history of HEAD";
    if (chain.isIntact()) {
      findings.met(GateRule.LEDGER, null, lookedAt, chain.describe());
    } else {
      findings.broken(
          GateRule.LEDGER,
          null,
          lookedAt,
          chain.describe(),
          "loopgen audit verify shows the same; nothing counts before.");
    }
  }

  private List<Expected> expected(History history) throws InterruptedException {
    List<Optional<String>> loops =
        parts.loops().isEmpty()
            ? List.of(Optional.empty())
            : parts.loops().stream().distinct().map(Optional::of).toList();
    List<Expected> all = new ArrayList<>();
    for (Optional<String> loop : loops) {
      all.add(expected(loop, history));
    }
    return all;
  }

  private Expected expected(Optional<String> loop, History history) throws InterruptedException {
    RunRequest.Builder builder = RunRequest.builder().loopsFile(parts.loopsFile());
    loop.ifPresent(builder::loop);
    Expectations expectations =
        Expectations.of(parts.detector(), parts.trust(), builder.build(), history);
    Base base = expectations.base();
    PathPatterns patterns =
        PathPatterns.of(expectations.spec().loop().forbiddenPaths(), parts.detector().workTree());
    TreeSnapshot tree =
        parts.detector().snapshot(new SnapshotRequest(base, patterns, HashingMode.CONTENT));
    return new Expected(base, expectations.spec(), patterns, tree);
  }

  private static GateSubject subject(
      Expected expected, ChainStatus chain, List<GateEvidence> evidence, Instant now) {
    TreeSnapshot tree = expected.tree();
    String root = Optional.ofNullable(tree.head().rootCommit()).map(GitId::hex).orElse("unknown");
    return new GateSubject(
        "loopgen.dev/ledger/" + root,
        tree.treeId(),
        tree.clean() ? tree.head().commit() : null,
        expected.base().commit().orElse(null),
        null,
        chain.heads(),
        evidence,
        now);
  }
}
