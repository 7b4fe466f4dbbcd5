package dev.loopgen.cli.support;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The project directory as a command's only argument. */
public final class ProjectArgument {

  public static final String DESCRIPTION =
      "The project's directory. Default: the one around the current directory.";

  @Parameters(index = "0", arity = "0..1", paramLabel = "PROJECT", description = DESCRIPTION)
  private @Nullable Path given;

  /**
   * Returns the project's directory.
   *
   * @throws IllegalArgumentException as for {@link ProjectFinder#of}
   */
  public Path directory() {
    return ProjectFinder.of(given);
  }
}
