package dev.loopgen.cli.agents;

import dev.loopgen.adapters.scan.ProjectScan;
import dev.loopgen.adapters.scan.TestsProposal;
import dev.loopgen.api.json.Json;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.RefusedException;
import dev.loopgen.cli.support.VersionProvider;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proposes a block on tests for the spec. */
@Command(
    name = "suggest",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Proposes verification.tests and the commands that write the reports.")
final class TestsSuggestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Option(names = "--json", description = "Print the proposal as one JSON object.")
  private boolean json;

  /** Used by picocli. */
  TestsSuggestCommand() {}

  @Override
  public Integer call() {
    List<TestsProposal> proposals = ProjectScan.of(project.directory()).tests();
    if (proposals.isEmpty()) {
      throw new RefusedException(
          "No test runner that is known here was found. docs/generator.md has the list.");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(TestsProposal.json(proposals).canonical());
    } else {
      print(proposals, out);
    }
    return ExitCode.PASS;
  }

  /** Prints a piece of YAML, with everything in quotes. */
  private static void print(List<TestsProposal> proposals, PrintWriter out) {
    TestsProposal.notes(proposals).forEach(note -> out.println("# " + Console.sentence(note)));
    out.println("verification:");
    out.println("  commands:");
    proposals.forEach(proposal -> item("    ", proposal.command(), out));
    out.println("  tests:");
    Json.Obj block = TestsProposal.joined(proposals);
    block
        .members()
        .forEach(
            (name, list) -> {
              out.println("    " + name + ":");
              for (Json element : ((Json.Array) list).elements()) {
                item("      ", ((Json.Text) element).value(), out);
              }
            });
  }

  private static void item(String indent, String text, PrintWriter out) {
    out.println(indent + "- " + Json.of(text).text());
  }
}
