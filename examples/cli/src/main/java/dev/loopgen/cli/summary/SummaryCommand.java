package dev.loopgen.cli.summary;

import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.cli.ledger.LedgerOptions;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.GovernanceBuilder;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Summarises the ledger of a project. */
@Command(
    name = "summary",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Summarises the runs of a project. Exits with 0 only if its ledger is intact.")
public final class SummaryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Mixin private LedgerOptions ledger;

  @Mixin private SummaryOptions options;

  @Option(names = "--no-history", description = "Do not compare with git's history.")
  private boolean noHistory;

  /** Used by picocli. */
  SummaryCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    GovernanceBuilder builder = Loopgen.governance();
    Path directory = project.directory();
    boolean compare = !noHistory && Loopgen.isInRepository(directory);
    LedgerExpectation known = compare ? Loopgen.expectation(directory) : LedgerExpectation.NONE;
    AuditLedger summarised = ledger.of(directory);
    Optional<Path> name = ledger.name().map(Path::of);
    name.ifPresentOrElse(
        named -> builder.ledger(named, summarised, known), () -> builder.project(directory, known));
    name.map(named -> new BundleTierCheck.Elsewhere(named, directory, summarised))
        .ifPresent(options::bundlesOf);
    return SummaryOutput.summarise(spec.commandLine(), options, builder);
  }
}
