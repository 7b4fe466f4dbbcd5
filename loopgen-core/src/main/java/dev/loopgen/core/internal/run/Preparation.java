package dev.loopgen.core.internal.run;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.run.RunListener.Phase;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.concurrent.Interrupts;
import dev.loopgen.core.internal.expectation.ChangeExpectation;
import dev.loopgen.core.internal.guard.Acknowledgements;
import dev.loopgen.core.internal.guard.GuardedLinks;
import dev.loopgen.core.internal.guard.LocalAcknowledgements;
import dev.loopgen.core.internal.ledger.LedgerView;
import dev.loopgen.core.internal.ledger.history.RunHistory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The first step of a run: determines what it is judged by. Runs nothing and writes nothing. */
final class Preparation {

  private final RunPipeline.Parts parts;
  private final AttestationStep attesting;

  Preparation(RunPipeline.Parts parts, AttestationStep attesting) {
    this.parts = parts;
    this.attesting = attesting;
  }

  /**
   * Resolves the base and reads from it what the change must meet.
   *
   * @param killed driven runs that noted no entry, whatever else they left
   * @throws LoopgenException if the run could not reach a verdict or record it in the ledger
   */
  PreparedRun prepare(RunRequest request, List<String> killed) throws InterruptedException {
    attesting.prepare(request);
    Instant startedAt = parts.clock().instant();
    parts.listener().phase(Phase.PREPARE);
    try {
      return prepare(request, startedAt, killed);
    } catch (LoopgenException e) {
      throw Interrupts.unlessInterrupted(e);
    }
  }

  private PreparedRun prepare(RunRequest request, Instant startedAt, List<String> killed)
      throws InterruptedException {
    List<String> journals =
        request.dryRun() ? List.of() : RunJournal.unfinished(RunJournal.directory(parts.project()));
    EarlierRuns earlier = new EarlierRuns(all(journals, killed, request));
    LedgerView ledger = read(earlier);
    requireWithoutEntry(request, earlier);
    RunHistory history = earlier.history();
    WorkTree workTree = parts.detector().workTree();
    ProjectDirectory project = ProjectDirectory.at(parts.project());
    LocalAcknowledgements acknowledged =
        LocalAcknowledgements.of(request.acknowledgements(), workTree);
    ChangeExpectation expected =
        ChangeExpectation.of(parts.detector(), parts.trust(), request, history);
    LocalDate today = LocalDate.ofInstant(startedAt, ZoneOffset.UTC);
    Acknowledgements.requireValid(workTree, today);
    HiddenStep.requirePossible(parts, request, workTree, expected, history);
    return new PreparedRun(
        request.resumed().orElseGet(parts.ids()),
        startedAt,
        request,
        project,
        workTree,
        ledger,
        history,
        journals,
        earlier.withoutEntry().stream()
            .filter(id -> request.resumed().filter(id::equals).isEmpty())
            .toList(),
        List.of(),
        expected.base(),
        expected.spec(),
        BaseReferences.of(request, parts.trust(), expected.spec(), expected.base(), workTree),
        GuardedLinks.of(expected.spec().forbiddenPaths(), expected.base(), workTree),
        Acknowledgements.at(expected.base().expectations(), workTree, today),
        acknowledged,
        parts.memory().open(request.dryRun()));
  }

  private static List<String> all(List<String> journals, List<String> killed, RunRequest request) {
    Set<String> ids = new LinkedHashSet<>(journals);
    ids.addAll(killed);
    request.resumed().ifPresent(ids::add);
    return List.copyOf(ids);
  }

  private static void requireWithoutEntry(RunRequest request, EarlierRuns earlier) {
    Optional<String> recorded =
        request.resumed().filter(id -> !earlier.withoutEntry().contains(id));
    if (recorded.isPresent()) {
      throw new LedgerException(
          "Run " + recorded.get() + " has its entry, so there is nothing to resume.");
    }
  }

  /** Reads the ledger; refuses one that is damaged. */
  private LedgerView read(EarlierRuns earlier) throws InterruptedException {
    LedgerView ledger = LedgerView.of(parts.ledger(), parts.expectation().get(), earlier);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    ChainStatus chain = ledger.status();
    if (!chain.canGrow()) {
      throw new LedgerException(
          "The ledger cannot take another entry. " + chain.describe() + " Nothing was run.");
    }
    return ledger;
  }
}
