package dev.loopgen.cli.run;

import dev.loopgen.api.run.RunRequest;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.ProjectFinder;
import dev.loopgen.cli.support.VersionProvider;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a driven run that was killed. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Goes on with a driven run that was killed, if the files are as it left them; else ends it"
            + " with an entry that says which are not. Takes the same options as the run.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the change passed",
      "1:the change failed or was refused",
      "2:the job could not be done",
      "3:the change passed, but the requested attestation is pending"
    })
public final class ResumeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "The id of the run.")
  private String run = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROJECT",
      description = ProjectArgument.DESCRIPTION)
  private @Nullable Path project;

  @Option(
      names = "--loop",
      paramLabel = "LOOP",
      description = "The loop of the run, if the spec has several.")
  private @Nullable String loop;

  @Mixin private RunOptions options;

  @Mixin private DrivenRunOptions driving;

  /** Used by picocli. */
  ResumeCommand() {}

  @Override
  public Integer call() {
    RunRequest.Builder request = options.request();
    try {
      request.resume(run);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    if (loop != null) {
      request.loop(loop);
    }
    return new RunExecution(spec, options, driving).run(ProjectFinder.of(project), request.build());
  }
}
