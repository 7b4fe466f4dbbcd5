package dev.loopgen.core.internal.governance;

import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.LedgerExpectation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The ledgers and directories that a caller names. Not thread-safe. */
public final class LedgerInputs {

  private final List<Consumer<LedgerFinder>> all = new ArrayList<>();

  /** Adds the ledger of a project. */
  public void addProject(Path project, LedgerExpectation expectation) {
    all.add(finder -> finder.addProject(project, expectation));
  }

  /** Adds a ledger that is not a file, under a name. */
  public void addElsewhere(Path name, AuditLedger ledger, LedgerExpectation expectation) {
    all.add(finder -> finder.addElsewhere(name, ledger, expectation));
  }

  /** Adds a ledger, or a directory that contains ledgers. */
  public void addPath(Path path) {
    all.add(finder -> finder.addPath(path));
  }

  List<Consumer<LedgerFinder>> all() {
    return List.copyOf(all);
  }
}
