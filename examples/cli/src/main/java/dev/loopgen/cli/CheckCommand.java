package dev.loopgen.cli;

import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.core.GateBuilder;
import dev.loopgen.core.Loopgen;
import dev.loopgen.report.decision.DecisionReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Decides whether a change may be merged. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Decides whether the tree on disk has a passing latest run of each loop.")
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Option(
      names = "--require",
      paramLabel = "LOOP",
      description = "A loop that must have passed; may be repeated.")
  private List<String> loops = List.of();

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "Count runs from this instant on only.")
  private @Nullable Instant since;

  @Option(names = "--require-chain", description = "Always on; for npm loopgen's callers.")
  private boolean chain;

  @Option(names = "--require-no-violations", description = "Always on; for npm loopgen's callers.")
  private boolean noViolations;

  @Option(
      names = "--explain",
      description = "Show also what was looked at for each rule, and what is met.")
  private boolean explain;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private ProjectOptions options;

  @Mixin private DecisionOptions files;

  @Option(
      names = "--trusted-root",
      paramLabel = "FILE",
      description = "The trusted_root.json of certificates, logs and timestamps.")
  private @Nullable Path trustedRoot;

  /** Used by picocli. */
  CheckCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    GateBuilder gate =
        Loopgen.gate(project.directory).trust(options.trust()).loopsFile(options.loopsFile);
    loops.forEach(gate::require);
    if (since != null) {
      gate.since(since);
    }
    Optional<Attestor> attestor = files.prepare(trustedRoot, Main.environment(spec));
    DecisionReport report = new DecisionReport(gate.build().decide(), Loopgen.version());
    DecisionFiles written = files.write(report, attestor, Main.environment(spec));
    print(report, written);
    if (report.decision().accepted()) {
      return written.exitCode();
    }
    return report.decision() instanceof GateDecision.Undecided
        ? ExitCode.UNDECIDED
        : ExitCode.REFUSED;
  }

  private void print(DecisionReport report, DecisionFiles written) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(report.json());
      written.print(spec.commandLine().getErr());
    } else {
      new DecisionOutput(report).print(out, explain);
      written.print(out);
    }
  }
}
