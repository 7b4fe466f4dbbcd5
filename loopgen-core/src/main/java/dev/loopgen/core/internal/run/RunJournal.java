package dev.loopgen.core.internal.run;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.core.internal.concurrent.Interrupts;
import dev.loopgen.core.internal.files.FileReason;
import dev.loopgen.core.internal.files.PlainFile;
import dev.loopgen.core.internal.files.ProjectLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trace of a run without a ledger entry yet: a file that exists from the start of the run until
 * its entry. A file found later belongs to a run that crashed, was aborted, or is still in
 * progress.
 */
final class RunJournal {

  private static final Logger LOG = LoggerFactory.getLogger(RunJournal.class);
  private static final Set<OpenOption> APPEND =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.APPEND,
          LinkOption.NOFOLLOW_LINKS);

  private static final Pattern FILE = Pattern.compile("([A-Za-z0-9-]{1,100})\\.jsonl");

  /** The most runs that one run reports; later runs report the rest. */
  private static final int MAX_REPORTED = 100;

  /** A journal has two lines; a longer file is not a journal. */
  private static final int MAX_BYTES = 1 << 16;

  private final Path file;

  private RunJournal(Path file) {
    this.file = file;
  }

  /** Returns the directory of the journals of a project's runs. */
  static Path directory(Path project) {
    return ProjectLayout.directory(project).resolve("journal");
  }

  /**
   * Starts the journal of a run.
   *
   * @throws LedgerException if it cannot be written
   */
  static RunJournal start(Path directory, String runId, String loopId, Instant now) {
    RunJournal journal = new RunJournal(directory.resolve(runId + ".jsonl"));
    try {
      if (Files.isSymbolicLink(directory)) {
        throw new IOException("it is a symbolic link");
      }
      Files.createDirectories(directory);
      journal.write(
          Json.object()
              .put("event", "started")
              .put("at", now.toString())
              .put("loopId", loopId)
              .put("process", process(ProcessHandle.current()))
              .build());
      return journal;
    } catch (IOException e) {
      throw new LedgerException(
          "The journal " + directory + " cannot be written: " + FileReason.of(e) + ".", e);
    }
  }

  /** Returns the ids of runs that started, left no entry and are not in progress any more. */
  static List<String> unfinished(Path directory) {
    List<String> ids = new ArrayList<>();
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return ids;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        if (name.matches() && ids.size() < MAX_REPORTED && !isRunning(file)) {
          ids.add(name.group(1));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("the journal {} cannot be listed", directory, e);
    }
    ids.sort(null);
    return ids;
  }

  /** Tells whether a run is in progress. */
  static boolean isRunning(Path directory, String runId) {
    return isRunning(directory.resolve(runId + ".jsonl"));
  }

  /** A run without a noted end is in progress as long as its process lives. */
  private static boolean isRunning(Path file) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
        return false;
      }
      List<String> lines = PlainFile.text(file).lines().toList();
      return lines.size() == 1
          && isAlive(Json.parse(lines.get(0).getBytes(StandardCharsets.UTF_8)));
    } catch (IOException | InvalidJsonException cutOff) {
      return false;
    }
  }

  private static boolean isAlive(Json started) {
    Optional<String> process =
        started instanceof Json.Obj object ? object.string("process") : Optional.empty();
    try {
      return process
          .flatMap(text -> ProcessHandle.of(Long.parseLong(text.split("@", 2)[0])))
          .filter(handle -> process.get().equals(process(handle)))
          .isPresent();
    } catch (NumberFormatException foreign) {
      return false;
    }
  }

  /** Identifies a process by its id and start time, because ids are reused. */
  private static String process(ProcessHandle handle) {
    return handle.pid() + "@" + handle.info().startInstant().map(Instant::toString).orElse("");
  }

  /** Removes the journals of runs that an entry has reported. */
  static void forget(Path directory, List<String> runIds) {
    for (String id : runIds) {
      new RunJournal(directory.resolve(id + ".jsonl")).remove();
    }
  }

  /** Notes why the run ended without an entry; the file stays. */
  void aborted(String reason, Instant now) {
    try {
      write(
          Json.object()
              .put("event", "aborted")
              .put("at", now.toString())
              .put("reason", reason)
              .build());
    } catch (IOException e) {
      LOG.warn("the journal {} cannot be written", file, e);
    }
  }

  /** Removes the journal, once the ledger has the entry. */
  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("the journal {} cannot be removed", file, e);
    }
  }

  /** Writes a line with the interrupt flag cleared, because an interrupt would close the file. */
  private void write(Json.Obj event) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      PlainFile.require(file, MAX_BYTES, LinkOption.NOFOLLOW_LINKS);
    }
    boolean interrupted = Thread.interrupted();
    try (var channel = Files.newByteChannel(file, APPEND)) {
      byte[] line = (event.canonical() + "\n").getBytes(StandardCharsets.UTF_8);
      channel.write(ByteBuffer.wrap(line));
    } finally {
      Interrupts.restore(interrupted);
    }
  }
}
