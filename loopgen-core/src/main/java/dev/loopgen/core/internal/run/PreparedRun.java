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
 * Everything that a run is judged by, as read before the first command.
 *
 * @param runId the id of the run and of its entry
 * @param startedAt when the run started
 * @param request what the caller asked for
 * @param project the project's directory
 * @param workTree the work tree around it
 * @param ledger the ledger at the start of the run
 * @param history what earlier runs recorded in the ledger
 * @param journals the ids of earlier runs that left a journal
 * @param unfinished those of them without an entry
 * @param killed driven ones that were killed and have an entry since
 * @param base the base of the change
 * @param spec the loop and where it comes from
 * @param pins the files and ledger heads of the base that the entry states
 * @param links the forbidden paths, and the targets of links at them
 * @param reviewed the acknowledgements at the base
 * @param acknowledged the acknowledgements of this clone's user
 * @param memory the guard states that this machine remembers
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
    List<String> killed,
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
    killed = List.copyOf(killed);
  }

  /** Returns this run after killed ones got their entries. */
  PreparedRun afterEntriesOf(List<String> ids) {
    return new PreparedRun(
        runId,
        startedAt,
        request,
        project,
        workTree,
        ledger,
        history,
        journals,
        unfinished.stream().filter(id -> !ids.contains(id)).toList(),
        ids,
        base,
        spec,
        pins,
        links,
        reviewed,
        acknowledged,
        memory);
  }

  String loopId() {
    return spec.loop().id();
  }
}
