package dev.loopgen.cli;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * Executes what people start often, so that the JVM can save the classes for later starts. {@code
 * archive.sh} starts it.
 */
final class StartTraining {

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("run", "sample", "PROJECT"),
          List.of("run", "sample", "PROJECT", "--dry-run"),
          List.of("run", "sample", "PROJECT", "--hashing", "STAT"),
          List.of("audit", "check", "PROJECT"),
          List.of("audit", "verify", "PROJECT"),
          List.of("audit", "summary", "PROJECT"),
          List.of("--help"),
          List.of("--version"));

  private StartTraining() {}

  /**
   * Executes the commands.
   *
   * @param arguments a project with the loop {@code sample}; without it, prints the version of this
   *     Java and its home
   */
  public static void main(String[] arguments) {
    if (arguments.length == 0) {
      System.out.println(System.getProperty("java.runtime.version"));
      System.out.println(System.getProperty("java.home"));
      return;
    }
    Main.PROPERTIES.forEach(System::setProperty);
    OutputStream none = OutputStream.nullOutputStream();
    for (List<String> command : COMMANDS) {
      String[] given =
          command.stream()
              .map(word -> word.equals("PROJECT") ? arguments[0] : word)
              .toArray(String[]::new);
      if (Main.execute(none, System.err, Map.copyOf(System.getenv()), given) > 1) {
        System.exit(1);
      }
    }
  }
}
