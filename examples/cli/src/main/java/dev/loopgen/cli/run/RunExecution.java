package dev.loopgen.cli.run;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.agent.CodingAgent;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.api.run.RunJson;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.cli.attest.AttestationResult;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.core.LoopRunnerBuilder;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.StopAtShutdown;
import dev.loopgen.report.run.RunText;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a loop for a command, prints the result and returns the exit code. */
final class RunExecution {

  private static final Duration GRACE = Duration.ofSeconds(3);

  /** A driven run writes an entry when it is interrupted, for which it reads the tree twice. */
  private static final Duration DRIVEN_GRACE = Duration.ofSeconds(30);

  private final CommandSpec spec;
  private final RunOptions options;
  private final @Nullable DrivenRunOptions driving;

  RunExecution(CommandSpec spec, RunOptions options, @Nullable DrivenRunOptions driving) {
    this.spec = spec;
    this.options = options;
    this.driving = driving;
  }

  int run(Path project, RunRequest request) {
    try (StopAtShutdown stop =
        StopAtShutdown.ofThisThread(driving == null ? GRACE : DRIVEN_GRACE)) {
      return runAndPrint(project, request);
    }
  }

  private int runAndPrint(Path project, RunRequest request) {
    PrintWriter out = spec.commandLine().getOut();
    try (Console console =
        new Console(out, System.console() != null, options.shown(), CommandContext.colours(spec))) {
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
    }
  }

  private RunResult run(Path project, RunRequest request, Console console)
      throws InterruptedException {
    Optional<Isolation> asked = options.isolating.asked();
    try {
      return runner(project, console, asked).build().run(request);
    } catch (IsolationException e) {
      java.io.Console terminal = System.console();
      if (driving == null
          || driving.agent().isPresent()
          || asked.isPresent()
          || options.json
          || terminal == null) {
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
    Map<String, String> environment =
        options.ledger.withoutPassword(CommandContext.environment(spec));
    Trust trust =
        options.with(options.project.trust(options.base == null ? environment : Map.of()));
    LoopRunnerBuilder runner =
        Loopgen.runner(project)
            .trust(trust)
            .environment(environment)
            .secrets(options.ledger.secrets(CommandContext.environment(spec)))
            .ledger(options.ledger.of(project, CommandContext.environment(spec)))
            .listener(options.json || options.quiet ? RunListener.NONE : console);
    isolation.ifPresent(runner::isolation);
    options.attesting.attestor(environment, options.dryRun).ifPresent(runner::attestor);
    if (driving != null) {
      drive(runner, driving, project, trust, environment);
    }
    return runner;
  }

  /** Has an agent or a model make the change. */
  private void drive(
      LoopRunnerBuilder runner,
      DrivenRunOptions by,
      Path project,
      Trust trust,
      Map<String, String> environment)
      throws InterruptedException {
    Optional<CodingAgent> agent = by.agent();
    if (agent.isPresent()) {
      runner.drivenBy(agent.get(), by.options(Optional.empty()));
      return;
    }
    ModelAdapter model = by.model(project, trust, environment);
    Optional<ModelProfile> profile = by.profile(model, environment);
    if (!options.json && !options.quiet) {
      profile.ifPresent(found -> DrivenPrinter.profile(found, spec.commandLine().getOut()));
    }
    runner.drivenBy(model, by.options(profile));
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

  private void print(RunResult result, PrintWriter out) {
    result.driven().ifPresent(run -> DrivenPrinter.print(run, out));
    Function<String, String> adopting = digest -> "--adopt-spec " + digest;
    List<String> lines =
        options.quiet ? RunText.verdict(result, adopting) : RunText.of(result, adopting);
    lines.stream().map(CommandContext.colours(spec)::line).forEach(out::println);
  }
}
