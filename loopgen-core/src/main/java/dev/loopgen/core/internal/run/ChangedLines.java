package dev.loopgen.core.internal.run;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.files.PlainFile;
import dev.loopgen.core.internal.run.report.DiffStat;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Counts the changed lines of tracked files. The counts are for people; no verdict depends on them.
 */
final class ChangedLines {

  private static final int MAX_BYTES = 1 << 20;
  private static final byte[] UNREADABLE = {0};

  private ChangedLines() {}

  static String stat(List<PathChange> changes, TreeSnapshot after, Base base, WorkTree workTree) {
    List<PathChange> tracked =
        changes.stream().filter(change -> !after.untracked().contains(change.path())).toList();
    return DiffStat.of(
        tracked,
        new DiffStat.Contents() {
          @Override
          public byte[] before(PathChange change) {
            return isFile(change.before()) ? old(change, base) : new byte[0];
          }

          @Override
          public byte[] after(PathChange change) {
            return isFile(change.after()) ? disk(change, workTree) : new byte[0];
          }
        });
  }

  private static boolean isFile(@Nullable TreeEntry entry) {
    return entry != null
        && (entry.mode() == FileMode.REGULAR || entry.mode() == FileMode.EXECUTABLE);
  }

  /** Files that a partial clone lacks or that are too large are not counted. */
  private static byte[] old(PathChange change, Base base) {
    try {
      return base.read(change.path()).orElse(UNREADABLE);
    } catch (RepositoryException missingOrTooLarge) {
      return UNREADABLE;
    }
  }

  private static byte[] disk(PathChange change, WorkTree workTree) {
    try {
      Path file = workTree.root().resolve(change.path().text().orElseThrow());
      return PlainFile.read(file, MAX_BYTES, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | InvalidPathException | NoSuchElementException notReadable) {
      return UNREADABLE;
    }
  }
}
