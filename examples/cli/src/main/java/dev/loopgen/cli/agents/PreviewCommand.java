package dev.loopgen.cli.agents;

import dev.loopgen.adapters.scan.ProjectScan;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.VersionProvider;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what apply would change. */
@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Shows as a diff which files loopgen apply would write.")
public final class PreviewCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Mixin private TemplatesOption chosen;

  @Mixin private GenerationOptions options;

  @Option(names = "--demo", description = "Use a small made-up project.")
  private boolean demo;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  /** Used by picocli. */
  PreviewCommand() {}

  @Override
  public Integer call() {
    return demo ? DemoProject.with(this::show) : show(project.directory());
  }

  private int show(Path directory) {
    PrintWriter out = spec.commandLine().getOut();
    ProjectGeneration made = chosen.generate(ProjectScan.of(directory), options);
    if (json) {
      out.println(made.toJson().canonical());
      return ExitCode.PASS;
    }
    made.print(out);
    out.println();
    made.printDiff(out);
    return ExitCode.PASS;
  }
}
