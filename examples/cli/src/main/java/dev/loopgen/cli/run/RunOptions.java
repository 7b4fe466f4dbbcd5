package dev.loopgen.cli.run;

import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.cli.attest.RunAttestationOptions;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.TrustOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that runs a loop. */
final class RunOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--base",
      paramLabel = "REV",
      description = "Widen the range to the merge-base with this revision; never narrows it.")
  @Nullable String base;

  @Option(
      names = "--hashing",
      paramLabel = "MODE",
      description =
          "CONTENT reads every file, STAT trusts the index for files whose stat data match."
              + " Default:"
              + " ${DEFAULT-VALUE}",
      defaultValue = "CONTENT")
  HashingMode hashing = HashingMode.CONTENT;

  @Option(
      names = "--strict",
      description = "Also fail if files appear or are rewritten while the commands run.")
  boolean strict;

  @Option(
      names = "--acknowledge",
      paramLabel = "FILE",
      description = "Accept the change of this untracked or ignored file; needs --reason.")
  private List<String> acknowledged = List.of();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is accepted.")
  private @Nullable String reason;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  boolean json;

  @Option(names = "--dry-run", description = "Record nothing; the commands still run.")
  boolean dryRun;

  @Option(names = "--no-report", description = "Write no report.")
  boolean noReport;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show the commands' output.")
  boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      description = "Do not show the last lines of the output of commands that failed.")
  boolean quiet;

  @Mixin TrustOptions project;

  @Mixin IsolationOptions isolating;

  @Mixin RunAttestationOptions attesting;

  /** Used by picocli. */
  RunOptions() {}

  /** Returns a request for the only loop of the spec. */
  RunRequest.Builder request() {
    RunRequest.Builder builder = RunRequest.builder().hashing(hashing).specFile(project.specFile);
    if (base != null) {
      builder.base(base);
    }
    if (strict) {
      builder.strict();
    }
    if (dryRun) {
      builder.dryRun();
    }
    if (noReport) {
      builder.noReport();
    }
    if (!acknowledged.isEmpty() && reason == null) {
      throw new ParameterException(spec.commandLine(), "--acknowledge needs a --reason");
    }
    acknowledged.forEach(file -> builder.acknowledge(file, String.valueOf(reason)));
    return builder;
  }

  /** Returns how much of the commands' output is shown. */
  Console.Shown shown() {
    if (verbose && quiet) {
      throw new ParameterException(spec.commandLine(), "--verbose and --quiet exclude each other");
    }
    if (verbose) {
      return Console.Shown.EVERYTHING;
    }
    return quiet ? Console.Shown.NOTHING : Console.Shown.LAST_LINES;
  }
}
