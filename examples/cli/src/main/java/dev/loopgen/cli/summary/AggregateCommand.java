package dev.loopgen.cli.summary;

import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.GovernanceBuilder;
import dev.loopgen.core.Loopgen;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
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

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "A ledger, or a directory whose audit.jsonl files are all read.")
  private List<Path> paths = List.of();

  @Mixin private SummaryOptions options;

  /** Used by picocli. */
  AggregateCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    paths.stream()
        .filter(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS))
        .forEach(this::sayThatItDoesNotExist);
    GovernanceBuilder builder = Loopgen.governance();
    paths.forEach(builder::path);
    return SummaryOutput.summarise(spec.commandLine(), options, builder);
  }

  /**
   * Reports a missing path. The others are summarised regardless; the exit code shows that one is
   * missing.
   */
  private void sayThatItDoesNotExist(Path path) {
    spec.commandLine().getErr().println("loopgen: " + Console.escape(path + " does not exist."));
  }
}
