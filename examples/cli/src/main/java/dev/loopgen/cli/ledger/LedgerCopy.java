package dev.loopgen.cli.ledger;

import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.ProjectFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import picocli.CommandLine.Model.CommandSpec;

/** Copies between the file of a project and a database, and checks what the database holds. */
final class LedgerCopy {

  private LedgerCopy() {}

  /**
   * Copies, prints the check and returns the exit code.
   *
   * @throws IllegalArgumentException if no database is named
   */
  static int run(
      CommandSpec spec, Path project, LedgerOptions options, BiConsumer<AuditLedger, Path> copy) {
    if (!options.isDatabase()) {
      throw new IllegalArgumentException("Name the database with --ledger.");
    }
    AuditLedger ledger = options.of(project);
    copy.accept(ledger, ProjectFinder.ledgerFile(project));
    CheckedLedger checked = CheckedLedger.withoutHistory(ledger, List.of());
    checked.print(spec.commandLine().getOut(), CommandContext.colours(spec));
    return checked.exitCode();
  }
}
