package dev.loopgen.cli.run;

import dev.loopgen.api.driven.UndoneRun;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.ProjectFinder;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.Loopgen;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Restores the files that a model changed. */
@Command(
    name = "undo",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Restores the files that the model of a driven run changed, where they are as the run left"
            + " them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every file was restored",
      "1:some files changed since and were left alone",
      "2:the job could not be done"
    })
public final class UndoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "The id of the run.")
  private String run = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROJECT",
      description = ProjectArgument.DESCRIPTION)
  private @Nullable Path project;

  /** Used by picocli. */
  UndoCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    UndoneRun undone = Loopgen.undo(ProjectFinder.of(project), run);
    PrintWriter out = spec.commandLine().getOut();
    undone.restored().forEach(file -> out.println("  restored: " + Console.escape(file)));
    undone.kept().forEach(file -> out.println("  changed since, kept: " + Console.escape(file)));
    out.println(undone.restored().size() + " restored, " + undone.kept().size() + " left alone");
    return undone.kept().isEmpty() ? ExitCode.PASS : ExitCode.REFUSED;
  }
}
