package dev.loopgen.core.internal.run;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.core.internal.driven.DrivenSession;
import dev.loopgen.core.internal.driven.KilledRuns;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of a project that started and left no entry. */
public final class UnfinishedRuns {

  private static final Logger LOG = LoggerFactory.getLogger(UnfinishedRuns.class);

  private UnfinishedRuns() {}

  /**
   * Returns their ids, without those that are in progress.
   *
   * @param ledger the project's ledger; a damaged one takes no run off the list
   */
  public static List<String> of(Path project, AuditLedger ledger) {
    Path journals = RunJournal.directory(project);
    Set<String> ids = new TreeSet<>(RunJournal.unfinished(journals));
    for (String driven : driven(project)) {
      if (!RunJournal.isRunning(journals, driven)) {
        ids.add(driven);
      }
    }
    return ids.isEmpty() ? List.of() : withoutEntry(ids, ledger);
  }

  /**
   * A driven run has a journal outside the work tree too, where no command of its can remove it.
   */
  private static List<String> driven(Path project) {
    try {
      JGitChangeDetector git = JGitChangeDetector.open(project);
      return KilledRuns.unrecorded(
          DrivenSession.directory(git.gitDirectory().resolve("loopgen")),
          DrivenSession.projectIn(git.workTree()));
    } catch (RepositoryException e) {
      LOG.debug("there is no repository with journals at {}", project, e);
      return List.of();
    }
  }

  private static List<String> withoutEntry(Set<String> ids, AuditLedger ledger) {
    try (Stream<AuditEntry> entries = ledger.entries()) {
      entries.forEach(entry -> entry.entryId().ifPresent(ids::remove));
    } catch (LedgerException e) {
      LOG.debug("the ledger does not say which runs have an entry", e);
    }
    return new ArrayList<>(ids);
  }
}
