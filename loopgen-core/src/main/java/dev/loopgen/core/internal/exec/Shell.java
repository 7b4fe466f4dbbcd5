package dev.loopgen.core.internal.exec;

import dev.loopgen.api.CommandException;
import dev.loopgen.core.internal.isolation.OwnedProcess;
import dev.loopgen.core.internal.isolation.Surroundings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Starts a command line in the platform's shell, with an empty standard input and a merged output.
 */
final class Shell {

  private static final boolean WINDOWS = File.separatorChar == '\\';
  private static final List<Path> SETSID =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

  /** The absolute path, because Windows would search the current directory first. */
  private static final String CMD =
      System.getenv().getOrDefault("SystemRoot", "C:\\Windows") + "\\System32\\cmd.exe";

  /**
   * The longest command line that is passed as an argument; longer ones go through a file. Linux
   * allows 128 KiB per argument.
   */
  private static final int MAX_ARGUMENT = 30_000;

  private final ProcessTable table;
  private final Optional<Path> setsid =
      WINDOWS ? Optional.empty() : SETSID.stream().filter(Files::isExecutable).findFirst();

  /** Creates a shell that finds the processes of its commands in a process table. */
  Shell(ProcessTable table) {
    this.table = table;
  }

  /**
   * A started command.
   *
   * @param process the shell
   * @param tree the processes that it starts
   * @param script the file that holds the command line, if it could not be passed as an argument
   */
  record Started(Process process, ProcessTree tree, Optional<Path> script)
      implements AutoCloseable {

    @Override
    public void close() {
      script.ifPresent(Shell::delete);
    }
  }

  /** Returns why a command line cannot be run unchanged; empty if it can. */
  static Optional<String> refusal(String command) {
    if (command.indexOf('\0') >= 0) {
      return Optional.of("a command line cannot contain a NUL character");
    }
    boolean oneLine = command.indexOf('\n') < 0 && command.indexOf('\r') < 0;
    return WINDOWS && !oneLine
        ? Optional.of("cmd.exe would run its first line only")
        : Optional.empty();
  }

  /**
   * Starts a command line.
   *
   * @param around where to start it, if not in the surroundings of this process
   * @throws CommandException if the shell cannot be started
   */
  Started start(
      String command,
      Path directory,
      Map<String, String> environment,
      String marker,
      Optional<? extends Surroundings> around) {
    return start(
        command,
        directory,
        environment,
        marker,
        around,
        builder ->
            builder
                .redirectErrorStream(true)
                .redirectInput(new File(WINDOWS ? "NUL" : "/dev/null")));
  }

  /**
   * Starts a command line whose standard input, output and error are pipes.
   *
   * @param around where to start it, if not in the surroundings of this process
   * @throws CommandException if the shell cannot be started
   */
  Started startPiped(
      String command,
      Path directory,
      Map<String, String> environment,
      String marker,
      Optional<? extends Surroundings> around) {
    return start(command, directory, environment, marker, around, builder -> {});
  }

  private Started start(
      String command,
      Path directory,
      Map<String, String> environment,
      String marker,
      Optional<? extends Surroundings> around,
      Consumer<ProcessBuilder> streams) {
    Optional<Path> script = Optional.empty();
    try {
      if (!WINDOWS && (command.length() > MAX_ARGUMENT || !isEncodable(command))) {
        script = Optional.of(script(command, around));
      }
      ProcessBuilder builder =
          new ProcessBuilder(line(command, script, around)).directory(directory.toFile());
      streams.accept(builder);
      apply(environment, builder.environment());
      builder.environment().merge(ProcessTree.MARKER, marker, (outer, own) -> outer + "." + own);
      boolean contained = around.map(Surroundings::areContained).orElse(false);
      Process process = contained ? OwnedProcess.start(builder) : builder.start();
      return new Started(
          process, new ProcessTree(process, marker, setsid.isPresent(), contained, table), script);
    } catch (IOException | IllegalArgumentException e) {
      script.ifPresent(Shell::delete);
      throw new CommandException(
          "The shell cannot be started in " + directory + ": " + e.getMessage() + ".", e);
    }
  }

  private List<String> line(
      String command, Optional<Path> script, Optional<? extends Surroundings> around) {
    if (WINDOWS) {
      return List.of(CMD, "/d", "/s", "/c", "\"" + command + "\"");
    }
    List<String> line = new ArrayList<>();
    setsid.ifPresent(program -> line.add(program.toString()));
    List<String> shell =
        script
            .map(file -> List.of("/bin/sh", inside(file, around)))
            .orElse(List.of("/bin/sh", "-c", command));
    line.addAll(around.map(place -> place.commandLine(shell)).orElse(shell));
    return line;
  }

  private static String inside(Path script, Optional<? extends Surroundings> around) {
    return around.map(place -> place.inside(script)).orElse(script).toString();
  }

  /** Leaves inherited variables alone, because their bytes may not survive a conversion to text. */
  private static void apply(Map<String, String> wanted, Map<String, String> environment) {
    environment.keySet().retainAll(wanted.keySet());
    wanted.forEach(
        (name, value) -> {
          if (!Objects.equals(environment.get(name), value)) {
            environment.put(name, value);
          }
        });
  }

  /**
   * Tells whether the platform's encoding can represent a command line. In arguments, the JVM
   * replaces characters that it cannot represent.
   */
  private static boolean isEncodable(String command) {
    String encoding = System.getProperty("sun.jnu.encoding", "US-ASCII");
    return Charset.forName(encoding).newEncoder().canEncode(command);
  }

  private static Path script(String command, Optional<? extends Surroundings> around)
      throws IOException {
    String prefix = "loopgen-command";
    Path directory =
        around.isPresent()
            ? Files.createTempDirectory(around.get().shared(), prefix)
            : Files.createTempDirectory(prefix);
    Path file = directory.resolve("command.sh");
    Files.write(file, (command + "\n").getBytes(StandardCharsets.UTF_8));
    return file;
  }

  private static void delete(Path script) {
    script.toFile().delete();
    script.resolveSibling("").toFile().delete();
  }
}
