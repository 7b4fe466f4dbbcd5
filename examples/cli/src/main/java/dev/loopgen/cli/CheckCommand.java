package dev.loopgen.cli;

import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.core.GateBuilder;
import dev.loopgen.core.Loopgen;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
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
    GateDecision decision = gate.build().decide();
    print(decision);
    if (decision.accepted()) {
      return ExitCode.PASS;
    }
    return decision instanceof GateDecision.Undecided ? ExitCode.UNDECIDED : ExitCode.REFUSED;
  }

  private void print(GateDecision decision) {
    PrintWriter out = spec.commandLine().getOut();
    DecisionOutput output = new DecisionOutput(decision);
    if (json) {
      out.println(output.json().canonical());
    } else {
      output.print(out, explain);
    }
  }
}
