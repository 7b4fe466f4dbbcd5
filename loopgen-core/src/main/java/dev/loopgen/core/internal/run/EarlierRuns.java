package dev.loopgen.core.internal.run;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.LedgerReader;
import dev.loopgen.core.internal.ledger.PartialEntryVisitor;
import dev.loopgen.core.internal.ledger.history.RunHistory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the earlier runs of a ledger: their history, and which runs with a journal left no entry.
 */
final class EarlierRuns extends PartialEntryVisitor {

  private final List<String> journals;
  private Set<String> withoutEntry;
  private RunHistory history = RunHistory.none();

  /**
   * Creates a visitor for all entries of a ledger.
   *
   * @param journals the ids of runs that left a journal
   */
  EarlierRuns(List<String> journals) {
    super(RunHistory.wanted());
    this.journals = journals;
    this.withoutEntry = new LinkedHashSet<>(journals);
  }

  @Override
  public void restart() {
    withoutEntry = new LinkedHashSet<>(journals);
    history = RunHistory.none();
  }

  @Override
  protected void visit(AuditEntry part, LedgerReader.Place place) {
    history.add(part);
    if (!withoutEntry.isEmpty()) {
      part.entryId().ifPresent(withoutEntry::remove);
    }
  }

  RunHistory history() {
    return history;
  }

  /** Returns the ids of runs that left a journal but no entry. */
  List<String> withoutEntry() {
    return List.copyOf(withoutEntry);
  }
}
