package dev.loopgen.cli.agents;

import dev.loopgen.adapters.scan.ProjectScan;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.ProjectFinder;
import dev.loopgen.cli.support.VersionProvider;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Generates without writing, and shows the spec. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Makes loops from templates and shows them; writes nothing.")
public final class CreateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TEMPLATE",
      defaultValue = GenerationOptions.ALL,
      completionCandidates = GenerationOptions.Templates.class,
      description = "Templates, separated by commas, or all. Default: ${DEFAULT-VALUE}")
  private String templates = GenerationOptions.ALL;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROJECT",
      description = ProjectArgument.DESCRIPTION)
  private @Nullable Path project;

  @Mixin private GenerationOptions options;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Option(names = "--demo", description = "Use a small made-up project.")
  private boolean demo;

  /** Used by picocli. */
  CreateCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    return demo ? DemoProject.with(path -> show(path, out)) : show(ProjectFinder.of(project), out);
  }

  private int show(Path directory, PrintWriter out) {
    ProjectGeneration made =
        ProjectGeneration.fresh(
            ProjectScan.of(directory), GenerationOptions.templates(templates), options::configure);
    if (json) {
      out.println(made.toJson().canonical());
      return ExitCode.PASS;
    }
    made.print(out);
    made.generation().files().stream()
        .filter(file -> file.path().endsWith("loop.yaml"))
        .flatMap(file -> file.content().lines())
        .forEach(line -> out.println(Console.sentence(line)));
    return ExitCode.PASS;
  }
}
