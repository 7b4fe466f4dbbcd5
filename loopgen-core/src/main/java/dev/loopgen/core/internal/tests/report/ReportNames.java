package dev.loopgen.core.internal.tests.report;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.verify.Redactor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the names in reports independent of where a project lies, takes secrets out of them, and
 * tells names of files from others.
 */
public final class ReportNames {

  private static final int MAX_NAME = 2000;
  private static final int KEPT = 1900;
  private static final Pattern EXTENSION = Pattern.compile(".*[^/.]\\.[A-Za-z][A-Za-z0-9]{0,9}");

  private final List<String> roots;
  private final List<Path> directories;
  private final Redactor redactor;

  private ReportNames(List<String> roots, List<Path> directories, Redactor redactor) {
    this.roots = roots;
    this.directories = directories;
    this.redactor = redactor;
  }

  /**
   * Returns the names of a project.
   *
   * @param projects the directories that the project may have had while reports were written, each
   *     absolute; files are looked up in them
   * @param redactor the secrets of the commands that wrote the reports
   */
  public static ReportNames of(Collection<Path> projects, Redactor redactor) {
    List<Path> directories = projects.stream().map(Path::toAbsolutePath).distinct().toList();
    List<String> roots =
        directories.stream()
            .flatMap(
                directory ->
                    Stream.of(
                        "file://" + directory + "/",
                        directory + "/",
                        directory.toString().replace('\\', '/') + "/"))
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    return new ReportNames(roots, directories, redactor);
  }

  /** Removes the directories of the project from a text. */
  String relative(String text) {
    String relative = text;
    for (String root : roots) {
      if (relative.contains(root)) {
        relative = relative.replace(root, "");
      }
    }
    return relative;
  }

  /** Removes the directories of the project and secrets from a text. */
  String text(String text) {
    return redactor.redact(relative(text));
  }

  /**
   * Returns a name without the directories of the project and without secrets, and with a digest in
   * place of excess.
   */
  String name(String text) {
    return bounded(text(text));
  }

  /** Returns the name of a file like {@link #name}; that of a file in the project stays whole. */
  String file(String text) {
    String relative = relative(text);
    String redacted = redactor.redact(relative);
    return bounded(redacted.equals(relative) || isFile(relative, false) ? relative : redacted);
  }

  private static String bounded(String relative) {
    return relative.length() <= MAX_NAME
        ? relative
        : relative.substring(0, KEPT)
            + "~"
            + Sha256.hash(relative.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /**
   * Tells whether a name without the directories of the project is that of a file in it.
   *
   * @param stripped whether a directory of the project was in it, so that it is a path in any case
   */
  boolean isFile(String name, boolean stripped) {
    if (name.length() > MAX_NAME || !EXTENSION.matcher(name).matches()) {
      return false;
    }
    return stripped || directories.stream().anyMatch(directory -> exists(directory, name));
  }

  private static boolean exists(Path directory, String name) {
    try {
      return Files.isRegularFile(directory.resolve(name));
    } catch (InvalidPathException notAPath) {
      return false;
    }
  }
}
