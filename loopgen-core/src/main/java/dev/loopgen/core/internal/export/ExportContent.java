package dev.loopgen.core.internal.export;

import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** The content of the files of a tree, as a checkout holds them. Thread-safe. */
interface ExportContent {

  /**
   * Returns the content of a file, or the target of a link.
   *
   * @return its bytes, verified; null if it is large, in which case {@link #copy} writes it
   * @throws IOException if it is missing or damaged
   */
  byte @Nullable [] read(RepoPath path, TreeEntry entry) throws IOException;

  /**
   * Writes the content of a large file, without holding it in memory.
   *
   * @throws IOException if it is missing or damaged, which may be known only after it was written
   */
  void copy(RepoPath path, TreeEntry entry, OutputStream out) throws IOException;

  /** Returns when the file in the work tree was modified; null if it has other content. */
  @Nullable FileTime modified(RepoPath path, TreeEntry entry);
}
