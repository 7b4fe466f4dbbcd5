package dev.loopgen.maven.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where settings may come from. Those that decide what a change is judged by count only where the
 * change cannot write them: on the command line, not in a POM and not in the options that Maven
 * reads from the work tree. Of the others, the POM overrides none that the command line has.
 */
final class ProtectedSettings {

  private static final String PREFIX = "loopgen.";

  /** Room for every options file that a person writes. */
  private static final long MAX_BYTES = 1 << 20;

  private final Properties commandLine;
  private final Path options;

  /**
   * Creates the settings of a build.
   *
   * @param commandLine the properties that were given on the command line
   * @param options the directory {@code .mvn} of the build, which may not exist
   */
  ProtectedSettings(Properties commandLine, Path options) {
    this.commandLine = commandLine;
    this.options = options;
  }

  /**
   * Requires the settings of the POM to be none that the command line has with another value.
   *
   * @param configured the settings without their prefix, with the values of the POM or, where it
   *     has none, the expressions of their properties
   * @throws IllegalArgumentException if there is such a one
   */
  void requireUnchanged(Map<String, String> configured) {
    configured.forEach(
        (name, value) -> {
          String property = PREFIX + name;
          String given = commandLine.getProperty(property, value);
          if (!value.equals("${" + property + "}") && !value.equals(given)) {
            throw new IllegalArgumentException(
                property
                    + " is "
                    + given
                    + " on the command line and "
                    + value
                    + " in the POM, which would override it. Remove it from one of them.");
          }
        });
  }

  /**
   * Requires a setting to come from the command line.
   *
   * @param property the property that sets it
   * @param inEffect the value that the goal got, or null for none
   * @throws IllegalArgumentException if it comes from elsewhere
   */
  void require(String property, @Nullable String inEffect) {
    if (inEffect == null) {
      return;
    }
    if (!inEffect.equals(commandLine.getProperty(property))) {
      throw new IllegalArgumentException(
          property
              + " is set in the POM, in a profile or as an option of the JVM, which the change"
              + " under judgement may have written. Give it on the command line: "
              + property(property, inEffect)
              + ".");
    }
    for (Path file : optionFiles()) {
      if (mentions(file, property)) {
        throw new IllegalArgumentException(
            property
                + " is set in .mvn/"
                + file.getFileName()
                + ", which the change under judgement may have written. Remove it there, and give"
                + " it on the command line: "
                + property(property, inEffect)
                + ".");
      }
    }
  }

  /** Returns the argument that sets a property on the command line. */
  static String property(String name, String value) {
    return "-D" + name + "=" + value;
  }

  private List<Path> optionFiles() {
    if (!Files.exists(options, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(options)) {
      return files.filter(file -> !Files.isDirectory(file)).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(options, e);
    }
  }

  private static boolean mentions(Path file, String property) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        return file.getFileName().toString().matches(".*\\.(config|properties)");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(property);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static IllegalArgumentException unreadable(Path file, Exception e) {
    return new IllegalArgumentException(
        file + " cannot be read, so what it sets is unknown: " + e.getMessage() + ".", e);
  }
}
