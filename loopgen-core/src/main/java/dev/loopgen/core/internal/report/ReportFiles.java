package dev.loopgen.core.internal.report;

import dev.loopgen.api.run.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the report and the state file below the project's {@code .loopgen}. */
public final class ReportFiles {

  private static final Logger LOG = LoggerFactory.getLogger(ReportFiles.class);

  private final Path project;

  public ReportFiles(Path project) {
    this.project = project;
  }

  /**
   * Writes the report.
   *
   * @return the file, or empty where it could not be written; the ledger has the entry all the same
   */
  public Optional<Path> writeReport(RunResult result, String timestamp) {
    String name = result.spec().id() + "-" + timestamp.replaceAll("[:.]", "-") + ".md";
    Path file = project.resolve(".loopgen").resolve("reports").resolve(name);
    return replace(file, ProofReport.of(result, timestamp)) ? Optional.of(file) : Optional.empty();
  }

  /** Adds the run to the loop's state file. */
  public void appendState(RunResult result, String timestamp) {
    Path file = project.resolve(result.spec().stateFile());
    try {
      String present =
          Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.readString(file) : "";
      replace(file, StateFile.append(present, result, timestamp));
    } catch (IOException e) {
      LOG.warn("the state file {} cannot be read", file, e);
    }
  }

  /** Replaces a file as a whole; a link in its place, or on the way to it, is not followed. */
  private static boolean replace(Path file, String content) {
    Path directory = file.resolveSibling("");
    try {
      if (Files.isSymbolicLink(directory) || Files.isSymbolicLink(directory.resolveSibling(""))) {
        throw new IOException(directory + " is reached through a symbolic link");
      }
      Files.createDirectories(directory);
      Path fresh = Files.createTempFile(directory, "report", ".tmp");
      Files.write(fresh, content.getBytes(StandardCharsets.UTF_8));
      fresh.toFile().setReadable(true, false);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (IOException e) {
      LOG.warn("{} cannot be written", file, e);
      return false;
    }
  }
}
