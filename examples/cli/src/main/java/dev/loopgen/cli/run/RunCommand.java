package dev.loopgen.cli.run;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.SpecException;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.ProjectFinder;
import dev.loopgen.cli.support.VersionProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a loop on the work tree. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Runs a loop's commands on the work tree, judges the change and records the run.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the change passed",
      "1:the change failed or was refused",
      "2:the job could not be done",
      "3:the change passed, but the requested attestation is pending"
    })
public final class RunCommand implements Callable<Integer> {

  /** The modes of npm loopgen. */
  enum Mode {
    /** Judges a change that somebody else made. */
    referee,
    /** Lets a model make the change. */
    driven
  }

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LOOP",
      description =
          "The loop, if the spec has several. A single argument that is a path, such as a dot, is"
              + " the project.")
  private @Nullable String first;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROJECT",
      description = ProjectArgument.DESCRIPTION)
  private @Nullable String second;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "${COMPLETION-CANDIDATES}: judge the change that is there, or let a model make it.",
      defaultValue = "referee")
  private Mode mode = Mode.referee;

  @Mixin private RunOptions options;

  @Mixin private DrivenRunOptions driving;

  /** Used by picocli. */
  RunCommand() {}

  @Override
  public Integer call() {
    RunRequest.Builder request = options.request();
    String loop = loopId();
    if (loop != null) {
      request.loop(loop);
    }
    try {
      return new RunExecution(spec, options, mode == Mode.driven ? driving : null)
          .run(projectDirectory(), request.build());
    } catch (SpecException | RepositoryException e) {
      throw explained(e);
    }
  }

  /** Adds a hint if the loop name is a directory given without a slash. */
  private LoopgenException explained(LoopgenException e) {
    boolean meant = first != null && second == null && !onlyProject();
    return meant && Files.isDirectory(Path.of(first))
        ? new SpecException(
            e.getMessage()
                + " The argument "
                + first
                + " was taken as the name of a loop, but there is a directory of that name. If"
                + " that is the project, write ./"
                + first
                + ".",
            e)
        : e;
  }

  private boolean onlyProject() {
    return first != null
        && second == null
        && (first.startsWith(".") || first.matches(".*[/\\\\].*"));
  }

  private @Nullable String loopId() {
    return onlyProject() ? null : first;
  }

  private Path projectDirectory() {
    String directory = onlyProject() ? first : second;
    return ProjectFinder.of(directory == null ? null : Path.of(directory));
  }
}
