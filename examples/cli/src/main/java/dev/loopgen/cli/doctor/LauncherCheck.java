package dev.loopgen.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether the launcher has saved classes to start with, and the JVM took them. */
final class LauncherCheck implements Check {

  /** What the launcher tells: the saved classes, or why there are none. */
  private static final String ARCHIVE = "loopgen.archive";

  private static final String MISSING = "loopgen.archive.missing";
  private static final Path MAPPED = Path.of("/proc/self/maps");

  @Override
  public List<Diagnosis> of(Patient patient) {
    String archive = System.getProperty(ARCHIVE, "");
    return of(real(archive), System.getProperty(MISSING, ""), mapped()).stream().toList();
  }

  /**
   * Tells about a start.
   *
   * @param mapped the files that this process has mapped; empty if that is not known
   */
  static Optional<Diagnosis> of(String archive, String missing, String mapped) {
    if (!missing.isEmpty()) {
      return Optional.of(slow("Each start loads its classes from the jar: " + missing + "."));
    }
    if (archive.isEmpty()) {
      return Optional.empty();
    }
    if (!mapped.isEmpty() && !mapped.contains(archive)) {
      return Optional.of(slow("The JVM does not take the saved classes in " + archive + "."));
    }
    return Optional.of(
        Diagnosis.ok("launcher", "Starts with the saved classes in " + archive + "."));
  }

  private static Diagnosis slow(String text) {
    return Diagnosis.note(
        "launcher", text, "Nothing has to be done; starts only take longer. See docs/commands.md.");
  }

  /** What is mapped is named without links. */
  private static String real(String archive) {
    try {
      return archive.isEmpty() ? "" : Path.of(archive).toRealPath().toString();
    } catch (IOException gone) {
      return archive;
    }
  }

  private static String mapped() {
    try {
      return Files.readString(MAPPED, StandardCharsets.UTF_8);
    } catch (IOException notLinux) {
      return "";
    }
  }
}
