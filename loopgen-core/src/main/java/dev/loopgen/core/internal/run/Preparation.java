package dev.loopgen.core.internal.run;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.run.RunListener.Phase;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.git.Interrupts;
import dev.loopgen.core.internal.rules.Acknowledgements;
import dev.loopgen.core.internal.rules.Expectations;
import dev.loopgen.core.internal.rules.GuardedLinks;
import dev.loopgen.core.internal.rules.History;
import dev.loopgen.core.internal.rules.LocalAcknowledgements;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The first step of a run: finds out what it is judged by. Runs nothing and writes nothing. */
final class Preparation {

  private final RunPipeline.Parts parts;
  private final Attesting attesting;

  Preparation(RunPipeline.Parts parts, Attesting attesting) {
    this.parts = parts;
    this.attesting = attesting;
  }

  /**
   * Resolves the base and reads from it what is expected of the change.
   *
   * @throws LoopgenException if the run could not come to a verdict, or not leave it in the ledger
   */
  PreparedRun prepare(RunRequest request) throws InterruptedException {
    attesting.prepare(request);
    Instant startedAt = parts.clock().instant();
    parts.listener().phase(Phase.PREPARE);
    try {
      return prepare(request, startedAt);
    } catch (LoopgenException e) {
      throw Interrupts.unlessInterrupted(e);
    }
  }

  private PreparedRun prepare(RunRequest request, Instant startedAt) throws InterruptedException {
    LedgerExpectation ledger = ledgerAtStart();
    History history = History.read(parts.ledger());
    WorkTree workTree = parts.detector().workTree();
    ProjectDirectory project = ProjectDirectory.at(parts.project());
    LocalAcknowledgements acknowledged =
        LocalAcknowledgements.of(request.acknowledgements(), workTree);
    Expectations expected = Expectations.of(parts.detector(), parts.trust(), request, history);
    LocalDate today = LocalDate.ofInstant(startedAt, ZoneOffset.UTC);
    Acknowledgements.requireValid(workTree, today);
    List<String> journals =
        request.dryRun() ? List.of() : Journal.unfinished(Journal.directory(parts.project()));
    return new PreparedRun(
        parts.ids().get(),
        startedAt,
        request,
        project,
        workTree,
        history,
        ledger,
        journals,
        withoutEntry(journals),
        expected.base(),
        expected.spec(),
        Pins.of(request, parts.trust(), expected.spec(), expected.base(), workTree),
        GuardedLinks.of(expected.spec().forbiddenPaths(), expected.base(), workTree),
        Acknowledgements.at(expected.base().expectations(), workTree, today),
        acknowledged,
        parts.memory().open(request.dryRun()));
  }

  /** Leaves out the runs whose entry was written before they ended. */
  private List<String> withoutEntry(List<String> runIds) {
    if (runIds.isEmpty()) {
      return runIds;
    }
    List<String> without = new ArrayList<>(runIds);
    try (Stream<AuditEntry> entries = parts.ledger().entries()) {
      entries.forEach(entry -> entry.entryId().ifPresent(without::remove));
      return without;
    }
  }

  /** Refuses a damaged ledger; expects what is in it now to be there after the commands too. */
  private LedgerExpectation ledgerAtStart() throws InterruptedException {
    LedgerExpectation expectation = parts.expectation().get();
    ChainStatus chain = parts.ledger().verify(expectation);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!chain.canGrow()) {
      throw new LedgerException(
          "The ledger cannot take another entry. " + chain.describe() + " Nothing was run.");
    }
    List<TreeHead> heads = chain.isIntact() ? chain.heads() : parts.ledger().heads();
    return heads.isEmpty() ? expectation : expectation.and(anchor(heads));
  }

  private static Anchor anchor(List<TreeHead> heads) {
    return new Anchor.Entries(
        "the start of this run",
        heads.stream().map(TreeHead::entry).collect(Collectors.toSet()),
        heads.stream().mapToLong(TreeHead::size).max().orElseThrow());
  }
}
