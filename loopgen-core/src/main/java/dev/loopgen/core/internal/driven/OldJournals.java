package dev.loopgen.core.internal.driven;

import dev.loopgen.api.LedgerException;
import dev.loopgen.core.internal.driven.journal.DrivenJournal;
import dev.loopgen.core.internal.driven.journal.JournalState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the journals of old runs that have their entry. */
final class OldJournals {

  private static final Logger LOG = LoggerFactory.getLogger(OldJournals.class);

  /** The journals that are kept for undoing. */
  private static final int KEPT = 20;

  private OldJournals() {}

  static void prune(Path directory) {
    try {
      for (Path old : old(directory)) {
        if (DrivenJournal.open(old)
            .map(DrivenJournal.Reopened::state)
            .filter(JournalState::recorded)
            .isPresent()) {
          DrivenJournal.delete(old);
        }
      }
    } catch (IOException | LedgerException e) {
      LOG.warn("old journals in {} cannot be removed", directory, e);
    }
  }

  /** Returns all but the latest journals. */
  private static List<Path> old(Path directory) throws IOException {
    Map<FileTime, Path> byTime = new TreeMap<>(Comparator.reverseOrder());
    try (Stream<Path> runs = Files.list(directory)) {
      for (Path run : runs.toList()) {
        if (Files.isDirectory(run, LinkOption.NOFOLLOW_LINKS)) {
          byTime.put(Files.getLastModifiedTime(run, LinkOption.NOFOLLOW_LINKS), run);
        }
      }
    }
    return byTime.values().stream().skip(KEPT).toList();
  }
}
