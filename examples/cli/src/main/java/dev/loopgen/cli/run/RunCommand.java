package dev.loopgen.cli.run;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.SpecException;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.cli.attest.AttestationResult;
import dev.loopgen.cli.attest.RunAttestationOptions;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.ProjectFinder;
import dev.loopgen.cli.support.TrustOptions;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.LoopRunnerBuilder;
import dev.loopgen.core.Loopgen;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a loop on the work tree. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Runs a loop's commands on the work tree, judges the change and records the run.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the change passed",
      "1:the change failed or was refused",
      "2:the job could not be done",
      "3:the change passed, but the requested attestation is pending"
    })
public final class RunCommand implements Callable<Integer> {

  private static final int MAX_SHOWN = 20;
  private static final int GRACE_SECONDS = 3;

  /** The modes of npm loopgen that this version supports. */
  enum Mode {
    /** Judges a change that somebody else made. */
    referee
  }

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LOOP",
      description =
          "The loop, if the spec has several. A single argument that is a path, such as a dot, is"
              + " the project.")
  private @Nullable String first;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROJECT",
      description = ProjectArgument.DESCRIPTION)
  private @Nullable String second;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "Only: ${COMPLETION-CANDIDATES}",
      defaultValue = "referee")
  private Mode mode = Mode.referee;

  @Option(
      names = "--base",
      paramLabel = "REV",
      description = "Widen the range to the merge-base with this revision; never narrows it.")
  private @Nullable String base;

  @Option(
      names = "--hashing",
      paramLabel = "MODE",
      description =
          "CONTENT reads every file, STAT trusts the index for files whose stat data match."
              + " Default:"
              + " ${DEFAULT-VALUE}",
      defaultValue = "CONTENT")
  private HashingMode hashing = HashingMode.CONTENT;

  @Option(
      names = "--strict",
      description = "Also fail if files appear or are rewritten while the commands run.")
  private boolean strict;

  @Option(
      names = "--acknowledge",
      paramLabel = "FILE",
      description = "Accept the change of this untracked or ignored file; needs --reason.")
  private List<String> acknowledged = List.of();

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is accepted.")
  private @Nullable String reason;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Option(names = "--dry-run", description = "Record nothing; the commands still run.")
  private boolean dryRun;

  @Option(names = "--no-report", description = "Write no report.")
  private boolean noReport;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show the commands' output.")
  private boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      description = "Do not show the last lines of the output of commands that failed.")
  private boolean quiet;

  @Mixin private TrustOptions project;

  @Mixin private IsolationOptions isolating;

  @Mixin private RunAttestationOptions attesting;

  /** Used by picocli. */
  RunCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Thread running = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(running, ended), "loopgen-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Console console = new Console(out, System.console() != null, shown());
      LoopRunnerBuilder runner =
          Loopgen.runner(projectDirectory())
              .trust(project.trust(base == null ? CommandContext.environment(spec) : Map.of()))
              .isolation(isolating.isolation())
              .environment(CommandContext.environment(spec))
              .listener(json ? RunListener.NONE : console);
      attesting.attestor(CommandContext.environment(spec), dryRun).ifPresent(runner::attestor);
      RunResult result = runner.build().run(request());
      if (json) {
        out.println(RunJson.of(result).canonical());
      } else {
        console.end();
        print(result, out);
      }
      return result.passed()
          ? new AttestationResult(result.attestation()).exitCode(attesting.isDemanded())
          : ExitCode.REFUSED;
    } catch (SpecException | RepositoryException e) {
      throw explained(e);
    } catch (InterruptedException e) {
      return CommandContext.interrupted(spec.commandLine());
    } finally {
      ended.countDown();
      remove(hook);
    }
  }

  /** Adds a hint if the loop name is a directory given without a slash. */
  private LoopgenException explained(LoopgenException e) {
    boolean meant = first != null && second == null && !onlyProject();
    return meant && Files.isDirectory(Path.of(first))
        ? new SpecException(
            e.getMessage()
                + " The argument "
                + first
                + " was taken as the name of a loop, but there is a directory of that name. If"
                + " that is the project, write ./"
                + first
                + ".",
            e)
        : e;
  }

  /** On Ctrl-C, lets the run kill its commands and write its journal before the process ends. */
  private static void stop(Thread running, CountDownLatch ended) {
    running.interrupt();
    try {
      ended.await(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      Thread.currentThread().interrupt();
    }
  }

  private RunRequest request() {
    RunRequest.Builder builder = RunRequest.builder().hashing(hashing).specFile(project.specFile);
    if (loopId() != null) {
      builder.loop(loopId());
    }
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
    return builder.build();
  }

  private Console.Shown shown() {
    if (verbose && quiet) {
      throw new ParameterException(spec.commandLine(), "--verbose and --quiet exclude each other");
    }
    if (verbose) {
      return Console.Shown.EVERYTHING;
    }
    return quiet ? Console.Shown.NOTHING : Console.Shown.LAST_LINES;
  }

  private boolean onlyProject() {
    return first != null
        && second == null
        && (first.startsWith(".") || first.matches(".*[/\\\\].*"));
  }

  private @Nullable String loopId() {
    return onlyProject() ? null : first;
  }

  private Path projectDirectory() {
    String directory = onlyProject() ? first : second;
    return ProjectFinder.of(directory == null ? null : Path.of(directory));
  }

  private static void print(RunResult result, PrintWriter out) {
    int shown = 0;
    for (Failure failure : result.failures()) {
      if (shown++ == MAX_SHOWN) {
        out.println("  … and " + (result.failures().size() - MAX_SHOWN) + " more reasons");
        break;
      }
      out.println("  refused: " + Console.sentence(failure.describe()));
      if (failure instanceof Failure.SpecChanged spec && spec.found().matches("[0-9a-f]{64}")) {
        out.println("    to adopt it: --adopt-spec sha256:" + spec.found());
      }
    }
    if (!result.passed()) {
      BaseFormatter.of(result).ifPresent(line -> out.println("  " + Console.escape(line)));
    }
    result.warnings().stream()
        .limit(MAX_SHOWN)
        .forEach(warning -> out.println("  warning: " + Console.sentence(warning)));
    out.println(
        (result.passed() ? "PASS " : "FAIL ")
            + Console.escape(result.spec().id())
            + ": "
            + result.verification().commands().stream().filter(c -> c.passed()).count()
            + " of "
            + result.verification().commands().size()
            + " commands passed, "
            + result.changes().size()
            + (result.changes().size() == 1 ? " file" : " files")
            + " changed since the base");
    if (result.verification().isolation().level() != Isolation.Level.NONE) {
      out.println("  isolation: " + result.verification().isolation().describe());
    }
    result
        .entry()
        .flatMap(AuditEntry::hash)
        .ifPresentOrElse(
            hash -> out.println("  audit: " + hash),
            () -> out.println("  audit: nothing was recorded (dry run)"));
    new AttestationResult(result.attestation()).print(out);
    result.report().ifPresent(file -> out.println("  report: " + Console.escape(file.toString())));
  }
}
