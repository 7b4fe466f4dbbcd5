package dev.loopgen.cli.summary;

import dev.loopgen.cli.support.Console;
import dev.loopgen.core.GovernanceBuilder;
import dev.loopgen.core.Loopgen;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The ledgers and directories that a command reads. */
final class LedgerPaths {

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "A ledger, or a directory whose audit.jsonl files are all read.")
  private List<Path> paths = List.of();

  /**
   * Returns a reader of them. Reports missing ones; the others are read regardless, and the exit
   * code shows that one is missing.
   */
  GovernanceBuilder builder(PrintWriter err) {
    GovernanceBuilder builder = Loopgen.governance();
    for (Path path : paths) {
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        err.println("loopgen: " + Console.escape(path + " does not exist."));
      }
      builder.path(path);
    }
    return builder;
  }
}
