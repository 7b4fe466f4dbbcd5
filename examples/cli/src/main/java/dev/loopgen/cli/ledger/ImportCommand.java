package dev.loopgen.cli.ledger;

import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.VersionProvider;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Imports a ledger of a database. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Copies the project's file into a database, byte for byte. Adds what the database lacks.")
final class ImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Mixin private LedgerOptions ledger;

  /** Used by picocli. */
  ImportCommand() {}

  @Override
  public Integer call() {
    return LedgerCopy.run(spec, project.directory(), ledger, DatabaseLedgers::importFrom);
  }
}
