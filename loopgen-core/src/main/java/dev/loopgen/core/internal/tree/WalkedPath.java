package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.FileStamp;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One path that a walk came across.
 *
 * @param path its name in the repository
 * @param child what stands there
 * @param content the kind of file, and the id of its bytes as they are
 * @param sha256 the SHA-256 of the same bytes, or null where it was not needed or not at hand
 * @param tracked whether the index holds it
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
