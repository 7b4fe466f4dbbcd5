package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.FileStamp;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One path that a walk found.
 *
 * @param path its path in the repository
 * @param child the directory entry
 * @param content the kind of file, and the blob id of its unconverted bytes
 * @param sha256 the SHA-256 of the same bytes, or null if not needed or not available
 * @param tracked whether the index has it
 */
record WalkedPath(
    RepoPath path,
    DirectoryChild child,
    TreeEntry content,
    @Nullable String sha256,
    boolean tracked) {

  Path file() {
    return child.file();
  }

  FileStamp stamp() {
    return child.stat().stamp();
  }
}
