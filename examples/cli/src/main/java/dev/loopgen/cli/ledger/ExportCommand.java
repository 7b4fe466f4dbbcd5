package dev.loopgen.cli.ledger;

import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.VersionProvider;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Exports a ledger of a database. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Copies a ledger of a database into the project's file, byte for byte, if that loses"
            + " nothing.")
final class ExportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Mixin private LedgerOptions ledger;

  /** Used by picocli. */
  ExportCommand() {}

  @Override
  public Integer call() {
    return LedgerCopy.run(spec, project.directory(), ledger, DatabaseLedgers::exportTo);
  }
}
