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

  /** Used by picocli. */
  ApplyCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ProjectGeneration made = chosen.generate(ProjectScan.of(project.directory()), options);
    made.print(out);
    out.println();
    made.printDiff(out);
    Application application = new Application(made, out);
    application.requireSafe();
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
}
