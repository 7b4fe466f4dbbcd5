package dev.loopgen.cli.run;

import dev.loopgen.api.run.HiddenChecks;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.cli.attest.RunAttestationOptions;
import dev.loopgen.cli.ledger.LedgerOptions;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.TrustOptions;
import java.nio.file.Path;
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

  @Option(
      names = "--acknowledge-tests",
      paramLabel = "TEST",
      description =
          "Accept that this test of the base is lost, skipped or fails over the change; its whole"
              + " name, or the end of it. Recorded as the word of this clone's user; needs"
              + " --reason.")
  private List<String> acknowledgedTests = List.of();

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
      description = "Print nothing but the verdict, why the change was refused, and warnings.")
  boolean quiet;

  @Option(
      names = "--hidden",
      paramLabel = "DIRECTORY",
      description =
          "Judge the change also by these checks, which its author does not know. Needs isolation.")
  private @Nullable Path hidden;

  @Option(
      names = "--hidden-revision",
      paramLabel = "REV",
      description =
          "The directory of hidden checks is a git repository, bare or not: take this revision of"
              + " it.")
  private String hiddenRevision = "";

  @Option(
      names = "--hidden-evaluations",
      paramLabel = "COUNT",
      defaultValue = "20",
      description =
          "How often hidden checks may judge changes of one base. Default: ${DEFAULT-VALUE}")
  private int hiddenEvaluations = HiddenChecks.DEFAULT_EVALUATIONS;

  @Mixin LedgerOptions ledger;

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
    if (!acknowledgedTests.isEmpty() && reason == null) {
      throw new ParameterException(spec.commandLine(), "--acknowledge-tests needs a --reason");
    }
    acknowledgedTests.forEach(test -> builder.acknowledgeTest(test, String.valueOf(reason)));
    acknowledged.forEach(file -> builder.acknowledge(file, String.valueOf(reason)));
    return builder;
  }

  /** Adds the checks that the author of the change does not know. */
  Trust with(Trust trust) {
    if (hiddenEvaluations < 1) {
      throw new ParameterException(spec.commandLine(), "--hidden-evaluations must be positive");
    }
    if (hidden == null && !hiddenRevision.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--hidden-revision needs --hidden");
    }
    return hidden == null
        ? trust
        : trust.hiddenChecks(
            new HiddenChecks(hidden.toAbsolutePath(), hiddenRevision, hiddenEvaluations));
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
