package dev.loopgen.cli.agents;

import dev.loopgen.adapters.scan.ProjectScan;
import dev.loopgen.cli.support.Dialogue;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.VersionProvider;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the generated files, once they were shown and agreed to. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Shows what would be written, asks, and writes it.")
public final class ApplyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Mixin private TemplatesOption chosen;

  @Mixin private GenerationOptions options;

  @Option(
      names = {"-y", "--yes"},
      description = "Write without asking.")
  private boolean yes;

  @Option(
      names = "--json",
      description = "Print the result as one JSON object; needs --yes, because nothing is asked.")
  private boolean json;

  /** Used by picocli. */
  ApplyCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ProjectGeneration made = chosen.generate(ProjectScan.of(project.directory()), options);
    if (json) {
      return applyQuietly(made, out);
    }
    made.print(out);
    Application application = new Application(made, out);
    application.requireSafe();
    out.println();
    made.printDiff(out);
    if (made.plan().isEmpty()) {
      return ExitCode.PASS;
    }
    if (!yes && !new Dialogue(out).confirm("Write these files?", false)) {
      out.println("Nothing was written.");
      return ExitCode.REFUSED;
    }
    application.write();
    return ExitCode.PASS;
  }

  private int applyQuietly(ProjectGeneration made, PrintWriter out) {
    if (!yes) {
      throw new ParameterException(
          spec.commandLine(), "--json asks nothing, so apply needs --yes with it");
    }
    new Application(made, out).requireSafe();
    made.plan().apply();
    out.println(made.toJson().canonical());
    return ExitCode.PASS;
  }
}
