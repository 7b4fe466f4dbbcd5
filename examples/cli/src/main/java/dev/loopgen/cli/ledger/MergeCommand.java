package dev.loopgen.cli.ledger;

import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.ProjectFinder;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.LedgerMerge;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Merges versions of a ledger. */
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Merges a ledger that git left with conflict markers, or versions of several branches."
            + " Adds and drops no evidence.")
final class MergeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Option(
      names = "--with",
      paramLabel = "FILE",
      description = "Another version of the ledger; may be repeated.")
  private List<Path> versions = List.of();

  @Option(
      names = "--history",
      description = "Restore every entry of the versions in git's history.")
  private boolean history;

  @Option(
      names = "--driver",
      arity = "2",
      paramLabel = "FILE",
      description = "As git's merge driver: merge the second file, theirs, into the first, ours.")
  private List<Path> driver = List.of();

  /** Used by picocli. */
  MergeCommand() {}

  @Override
  public Integer call() {
    if (!driver.isEmpty()) {
      return mergeForGit();
    }
    LedgerMerge merge = Loopgen.merge(ProjectFinder.ledgerFile(project.directory()));
    versions.forEach(merge::with);
    if (history) {
      merge.withHistory(project.directory());
    }
    merge.write();
    CheckedLedger checked = CheckedLedger.of(project.directory(), List.of());
    checked.print(spec.commandLine().getOut(), CommandContext.colours(spec));
    return checked.exitCode();
  }

  private int mergeForGit() {
    if (history || !versions.isEmpty() || driver.size() != 2) {
      throw new ParameterException(
          spec.commandLine(), "--driver takes two files and no other option");
    }
    Loopgen.merge(driver.get(0)).with(driver.get(1)).write();
    return ExitCode.PASS;
  }
}
