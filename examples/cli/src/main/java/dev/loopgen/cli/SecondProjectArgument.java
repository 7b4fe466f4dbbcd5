package dev.loopgen.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The project as the argument after another one. */
final class SecondProjectArgument {

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROJECT",
      defaultValue = ".",
      description = "The project's directory. Default: ${DEFAULT-VALUE}")
  Path directory = Path.of(".");
}
