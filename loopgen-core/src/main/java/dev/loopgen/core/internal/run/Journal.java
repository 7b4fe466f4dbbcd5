package dev.loopgen.core.internal.run;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trace of a run that has not reached its ledger entry: one file from start to entry. A file
 * found later belongs to a run that crashed or was aborted.
 */
final class Journal {

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final Set<OpenOption> APPEND =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.APPEND,
          LinkOption.NOFOLLOW_LINKS);

  private final Path file;

  private Journal(Path file) {
    this.file = file;
  }

  /**
   * Starts the journal of a run.
   *
   * @throws LedgerException if it cannot be written
   */
  static Journal start(Path directory, String runId, String loopId, Instant now) {
    Journal journal = new Journal(directory.resolve(runId + ".jsonl"));
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
              .build());
      return journal;
    } catch (IOException e) {
      throw new LedgerException(
          "The journal " + directory + " cannot be written: " + e.getMessage() + ".", e);
    }
  }

  /** Returns the ids of runs that started and left no entry. */
  static List<String> unfinished(Path directory) {
    List<String> ids = new ArrayList<>();
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return ids;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.jsonl")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        ids.add(name.substring(0, name.length() - ".jsonl".length()));
      }
    } catch (IOException e) {
      LOG.warn("the journal {} cannot be listed", directory, e);
    }
    ids.sort(null);
    return ids;
  }

  /** Forgets runs that an entry has reported. */
  static void forget(Path directory, List<String> runIds) {
    for (String id : runIds) {
      new Journal(directory.resolve(id + ".jsonl")).remove();
    }
  }

  /** Notes why the run ends without an entry; the file stays. */
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

  /** Ends the journal: the ledger has the entry. */
  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("the journal {} cannot be removed", file, e);
    }
  }

  private void write(Json.Obj event) throws IOException {
    try (var channel = Files.newByteChannel(file, APPEND)) {
      byte[] line = (event.canonical() + "\n").getBytes(StandardCharsets.UTF_8);
      channel.write(ByteBuffer.wrap(line));
    }
  }
}
