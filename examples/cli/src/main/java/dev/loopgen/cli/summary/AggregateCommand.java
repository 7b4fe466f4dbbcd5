package dev.loopgen.cli.summary;

import dev.loopgen.cli.support.VersionProvider;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Summarises many ledgers. */
@Command(
    name = "aggregate",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Summarises the runs of many ledgers, counting an entry in several of them once. Exits"
            + " with 0 only if all are intact.")
public final class AggregateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private LedgerPaths ledgers;

  @Mixin private SummaryOptions options;

  /** Used by picocli. */
  AggregateCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    return SummaryOutput.summarise(
        spec.commandLine(), options, ledgers.builder(spec.commandLine().getErr()));
  }
}
