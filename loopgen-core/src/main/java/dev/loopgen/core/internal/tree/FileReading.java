package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the files of a work tree. Thread-safe. */
final class FileReading {

  private final FileHashCache kept;
  private final ThreadLocal<ContentHasher> hashers = ThreadLocal.withInitial(ContentHasher::new);

  FileReading(FileHashCache kept) {
    this.kept = kept;
  }

  ContentHasher hasher() {
    return hashers.get();
  }

  /** Reads a file, and its SHA-256 if that is available and likely to be needed. */
  WalkedPath read(
      DirectoryChild child, RepoPath childPath, FileMode mode, GitIndex.@Nullable Entry entry)
      throws IOException {
    FileHashCache.HashedFile hashed = asBefore(child, childPath, mode);
    GitId blob =
        hashed == null ? hasher().blob(child.file(), mode, child.stat().size()) : hashed.blob();
    TreeEntry content = new TreeEntry(mode, blob);
    if (entry != null && content.equals(entry.content())) {
      content = entry.content();
    } else if (hashed == null) {
      hashed = hasher().last(blob);
    }
    String sha256 = null;
    if (hashed != null) {
      kept.add(childPath, hashed);
      sha256 = hashed.sha256();
    }
    return new WalkedPath(childPath, child, content, sha256, entry != null);
  }

  /** Rereads a file; returns null unless it holds what the previous snapshot kept. */
  private FileHashCache.@Nullable HashedFile asBefore(
      DirectoryChild child, RepoPath childPath, FileMode mode) throws IOException {
    FileHashCache.HashedFile before = ContentHasher.isFile(mode) ? kept.get(childPath) : null;
    return before != null && hasher().holds(child.file(), before.bytes()) ? before : null;
  }
}
