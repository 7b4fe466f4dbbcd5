package dev.loopgen.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The project as the only argument of a command. */
final class ProjectArgument {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PROJECT",
      defaultValue = ".",
      description = "The project's directory. Default: ${DEFAULT-VALUE}")
  Path directory = Path.of(".");
}
