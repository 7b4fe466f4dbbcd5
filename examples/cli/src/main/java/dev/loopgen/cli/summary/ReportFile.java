package dev.loopgen.cli.summary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a report atomically: readers see the old content of the file, if any, or the new one. */
final class ReportFile {

  private static final String LEDGER = "audit.jsonl";

  private ReportFile() {}

  /**
   * Rejects a file that a report must not replace.
   *
   * @throws IllegalArgumentException if it is a ledger or a directory, or its directory does not
   *     exist
   */
  static void check(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (file.endsWith(LEDGER)) {
      throw new IllegalArgumentException(
          file + " is the name of a ledger, which a report must not replace. Name another file.");
    }
    if (Files.isDirectory(file) || directory == null || !Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "The report "
              + file
              + " cannot be written: its directory does not exist, or it is a"
              + " directory itself.");
    }
  }

  /**
   * Writes the file completely or not at all.
   *
   * @throws IllegalArgumentException if it cannot be written; its old content is kept
   */
  static void write(Path file, String text) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      Path fresh = Files.createTempFile(directory, ".loopgen-report-", ".tmp");
      try {
        Files.writeString(fresh, text);
        fresh.toFile().setReadable(true, false);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The report " + file + " cannot be written: " + e.getMessage() + ".", e);
    }
  }
}
