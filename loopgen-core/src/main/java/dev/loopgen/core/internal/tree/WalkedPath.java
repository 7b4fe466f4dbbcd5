package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.FileStamp;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.files.FileNameBytes;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One path that a walk found. A snapshot holds one for each file, so it keeps no more of the
 * directory entry than its stamp.
 *
 * @param path its path in the repository
 * @param directory the directory on disk
 * @param stamp the file system's stamp
 * @param content the kind of file, and the blob id of its unconverted bytes
 * @param sha256 the SHA-256 of the same bytes, or null if not needed or not available
 * @param tracked whether the index has it
 */
record WalkedPath(
    RepoPath path,
    Path directory,
    FileStamp stamp,
    TreeEntry content,
    @Nullable String sha256,
    boolean tracked) {

  WalkedPath(
      RepoPath path,
      DirectoryChild child,
      TreeEntry content,
      @Nullable String sha256,
      boolean tracked) {
    this(path, child.directory(), child.stat().stamp(), content, sha256, tracked);
  }

  /** Returns the path on disk. */
  Path file() {
    int slash = path.length() - 1;
    while (slash >= 0 && path.at(slash) != '/') {
      slash--;
    }
    byte[] name = Arrays.copyOfRange(path.bytes(), slash + 1, path.length());
    return directory.resolve(FileNameBytes.name(directory, name));
  }
}
