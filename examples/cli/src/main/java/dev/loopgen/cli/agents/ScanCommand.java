package dev.loopgen.cli.agents;

import dev.loopgen.adapters.scan.CommandKind;
import dev.loopgen.adapters.scan.ProjectModule;
import dev.loopgen.adapters.scan.ProjectScan;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.VersionProvider;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a project is made of, and which commands check it. */
@Command(
    name = "scan",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Shows what a project is made of and which commands check it; runs nothing.")
public final class ScanCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Option(names = "--demo", description = "Scan a small made-up project.")
  private boolean demo;

  /** Used by picocli. */
  ScanCommand() {}

  @Override
  public Integer call() {
    ProjectScan scan =
        demo ? DemoProject.with(ProjectScan::of) : ProjectScan.of(project.directory());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(scan.toJson().canonical());
    } else {
      print(scan, out);
    }
    return ExitCode.PASS;
  }

  static void print(ProjectScan scan, PrintWriter out) {
    out.println(
        Console.sentence(scan.name()) + " (" + scan.primaryLanguage().orElse("no language") + ")");
    out.println("Root: " + Console.sentence(scan.root().toString()));
    for (ProjectModule module : scan.modules()) {
      out.println(
          module.tool() + (module.path().isEmpty() ? "" : " in " + Console.escape(module.path())));
      for (CommandKind kind : CommandKind.values()) {
        module
            .commands(kind)
            .forEach(line -> out.println("  " + kind.id() + ": " + Console.escape(line)));
      }
      module.tests().ifPresent(tests -> out.println("  test runner: " + tests.runner()));
    }
    out.println("CI: " + list(scan.ciFiles()));
    scan.warnings().forEach(text -> out.println("Warning: " + Console.sentence(text)));
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? "none found" : Console.sentence(String.join(", ", names));
  }
}
