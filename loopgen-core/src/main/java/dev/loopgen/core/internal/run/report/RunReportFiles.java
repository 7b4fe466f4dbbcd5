package dev.loopgen.core.internal.run.report;

import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.internal.files.AtomicFile;
import dev.loopgen.core.internal.files.PlainFile;
import dev.loopgen.core.internal.files.ProjectLayout;
import dev.loopgen.core.internal.tests.evidence.TestDetails;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the report and the state file below the project's {@code .loopgen}. */
public final class RunReportFiles {

  private static final Logger LOG = LoggerFactory.getLogger(RunReportFiles.class);

  /** The size limit of state files, which have a line for each run. A larger file is left alone. */
  private static final int MAX_STATE = 16 << 20;

  private final Path project;

  public RunReportFiles(Path project) {
    this.project = project;
  }

  /**
   * Writes the report.
   *
   * @return the file, or empty if it could not be written; the entry is in the ledger either way
   */
  public Optional<Path> writeReport(RunResult result, String timestamp) {
    String name = result.spec().id() + "-" + timestamp.replaceAll("[:.]", "-");
    Path directory = ProjectLayout.directory(project).resolve("reports");
    result
        .tests()
        .ifPresent(
            tests ->
                replace(directory.resolve(name + TestDetails.SUFFIX), TestDetails.bytes(tests)));
    Path file = directory.resolve(name + ".md");
    byte[] report = RunReport.of(result, timestamp).getBytes(StandardCharsets.UTF_8);
    return replace(file, report) ? Optional.of(file) : Optional.empty();
  }

  /** Adds the run to the loop's state file. */
  public void appendState(RunResult result, String timestamp) {
    Path file = project.resolve(result.spec().stateFile());
    try {
      boolean present = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
      byte[] text =
          present ? PlainFile.read(file, MAX_STATE, LinkOption.NOFOLLOW_LINKS) : new byte[0];
      String appended =
          StateFile.append(new String(text, StandardCharsets.UTF_8), result, timestamp);
      replace(file, appended.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.warn("the state file {} cannot be read", file, e);
    }
  }

  /** Replaces a file atomically, without following a link at or above it. */
  private boolean replace(Path file, byte[] content) {
    try {
      makePlainDirectory(file);
      AtomicFile.write(file, content, true);
      return true;
    } catch (IOException e) {
      LOG.warn("{} cannot be written", file, e);
      return false;
    }
  }

  /** Creates the directory of a file; refuses links below the project. */
  private void makePlainDirectory(Path file) throws IOException {
    Path directory = project;
    Path relative = project.relativize(file);
    for (Path name : relative.subpath(0, relative.getNameCount() - 1)) {
      directory = directory.resolve(name);
      if (Files.isSymbolicLink(directory)) {
        throw new IOException(directory + " is a symbolic link");
      }
    }
    Files.createDirectories(directory);
  }
}
