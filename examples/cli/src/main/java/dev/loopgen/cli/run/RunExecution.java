package dev.loopgen.cli.run;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunJson;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.cli.attest.AttestationResult;
import dev.loopgen.cli.support.Colours;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.core.LoopRunnerBuilder;
import dev.loopgen.core.Loopgen;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a loop for a command, prints the result and returns the exit code. */
final class RunExecution {

  private static final int MAX_SHOWN = 20;
  private static final int GRACE_SECONDS = 3;

  /** A driven run writes an entry when it is interrupted, for which it reads the tree twice. */
  private static final int DRIVEN_GRACE_SECONDS = 30;

  private final CommandSpec spec;
  private final RunOptions options;
  private final @Nullable DrivenRunOptions driving;

  RunExecution(CommandSpec spec, RunOptions options, @Nullable DrivenRunOptions driving) {
    this.spec = spec;
    this.options = options;
    this.driving = driving;
  }

  int run(Path project, RunRequest request) {
    PrintWriter out = spec.commandLine().getOut();
    Thread running = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(running, ended), "loopgen-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Console console = new Console(out, System.console() != null, options.shown(), colours());
      RunResult result = run(project, request, console);
      if (options.json) {
        out.println(RunJson.of(result).canonical());
      } else {
        console.end();
        print(result, out);
      }
      return exitCode(result);
    } catch (InterruptedException e) {
      return CommandContext.interrupted(spec.commandLine());
    } finally {
      ended.countDown();
      remove(hook);
    }
  }

  private RunResult run(Path project, RunRequest request, Console console)
      throws InterruptedException {
    Optional<Isolation> asked = options.isolating.asked();
    try {
      return runner(project, console, asked).build().run(request);
    } catch (IsolationException e) {
      java.io.Console terminal = System.console();
      if (driving == null || asked.isPresent() || options.json || terminal == null) {
        throw e;
      }
      console.end();
      BufferedReader answers = new BufferedReader(terminal.reader());
      if (!new IsolationQuestion(answers, terminal.writer()).allowsNone(e)) {
        throw e;
      }
      return runner(project, console, Optional.of(Isolation.NONE)).build().run(request);
    }
  }

  private LoopRunnerBuilder runner(Path project, Console console, Optional<Isolation> isolation)
      throws InterruptedException {
    Map<String, String> environment = CommandContext.environment(spec);
    Trust trust =
        options.with(options.project.trust(options.base == null ? environment : Map.of()));
    LoopRunnerBuilder runner =
        Loopgen.runner(project)
            .trust(trust)
            .environment(environment)
            .listener(options.json || options.quiet ? RunListener.NONE : console);
    isolation.ifPresent(runner::isolation);
    options.attesting.believeSigners(runner);
    options.attesting.attestor(environment, options.dryRun).ifPresent(runner::attestor);
    if (driving != null) {
      ModelAdapter model = driving.model(project, trust, environment);
      Optional<ModelProfile> profile = driving.profile(model, environment);
      if (!options.json && !options.quiet) {
        profile.ifPresent(found -> DrivenPrinter.profile(found, spec.commandLine().getOut()));
      }
      runner.drivenBy(model, driving.options(profile));
    }
    return runner;
  }

  private int exitCode(RunResult result) {
    if (result.passed()) {
      return new AttestationResult(result.attestation()).exitCode(options.attesting.isDemanded());
    }
    Optional<StopReason> stop = result.driven().map(run -> run.stop());
    boolean impossible =
        stop.filter(
                reason ->
                    reason instanceof StopReason.ModelUnreachable
                        || reason instanceof StopReason.ModelUnreadable
                        || reason instanceof StopReason.Abandoned)
            .isPresent();
    return impossible ? ExitCode.ERROR : ExitCode.REFUSED;
  }

  /** On Ctrl-C, lets the run kill its commands and write what it can before the process ends. */
  private void stop(Thread running, CountDownLatch ended) {
    running.interrupt();
    try {
      ended.await(driving == null ? GRACE_SECONDS : DRIVEN_GRACE_SECONDS, TimeUnit.SECONDS);
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

  private Colours colours() {
    return CommandContext.colours(spec);
  }

  private void print(RunResult result, PrintWriter out) {
    Colours colours = colours();
    result.driven().ifPresent(run -> DrivenPrinter.print(run, out));
    int shown = 0;
    for (Failure failure : result.failures()) {
      if (shown++ == MAX_SHOWN) {
        out.println("  … and " + Plural.of(result.failures().size() - MAX_SHOWN, "more reason"));
        break;
      }
      out.println(
          "  " + colours.verdict(false, "refused") + ": " + Console.sentence(failure.describe()));
      if (failure instanceof Failure.SpecChanged spec && spec.found().matches("[0-9a-f]{64}")) {
        out.println("    to adopt it: --adopt-spec sha256:" + spec.found());
      }
    }
    if (!result.passed()) {
      BaseFormatter.of(result).ifPresent(line -> out.println("  " + Console.escape(line)));
    }
    result.warnings().stream()
        .limit(MAX_SHOWN)
        .forEach(
            warning ->
                out.println("  " + colours.doubt("warning") + ": " + Console.sentence(warning)));
    out.println(
        colours.verdict(result.passed(), result.passed() ? "PASS" : "FAIL")
            + " "
            + Console.escape(result.spec().id())
            + ": "
            + result.verification().commands().stream().filter(c -> c.passed()).count()
            + " of "
            + Plural.of(result.verification().commands().size(), "command")
            + " passed, "
            + Plural.of(result.changes().size(), "file")
            + " changed since the base");
    if (options.quiet) {
      return;
    }
    result.tests().ifPresent(tests -> TestsPrinter.print(tests, out));
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
