package dev.loopgen.core.internal.run;

import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.expectation.ChosenSpec;
import dev.loopgen.core.internal.guard.Acknowledgements;
import dev.loopgen.core.internal.guard.GuardMemory;
import dev.loopgen.core.internal.guard.GuardedLinks;
import dev.loopgen.core.internal.guard.LocalAcknowledgements;
import dev.loopgen.core.internal.ledger.LedgerView;
import dev.loopgen.core.internal.ledger.history.RunHistory;
import java.time.Instant;
import java.util.List;

/**
 * Everything that a run is judged by, as it is before the first command.
 *
 * @param runId the id of the run and of its entry
 * @param startedAt when the run started
 * @param request what the caller asked for
 * @param project the project's directory
 * @param workTree the work tree around it
 * @param ledger the ledger as it was found
 * @param history what earlier runs recorded in it
 * @param journals earlier runs that left a journal
 * @param unfinished those of them that left no entry
 * @param base what the change is judged against
 * @param spec the loop and where it comes from
 * @param pins what the entry pins of the base
 * @param links the forbidden paths, and what links that they name lead to
 * @param reviewed what the base acknowledges
 * @param acknowledged what the user of this clone acknowledges
 * @param memory the guarded files as this machine knows them
 */
record PreparedRun(
    String runId,
    Instant startedAt,
    RunRequest request,
    ProjectDirectory project,
    WorkTree workTree,
    LedgerView ledger,
    RunHistory history,
    List<String> journals,
    List<String> unfinished,
    Base base,
    ChosenSpec spec,
    BaseReferences pins,
    GuardedLinks links,
    Acknowledgements reviewed,
    LocalAcknowledgements acknowledged,
    GuardMemory memory) {

  PreparedRun {
    journals = List.copyOf(journals);
    unfinished = List.copyOf(unfinished);
  }

  String loopId() {
    return spec.loop().id();
  }
}
