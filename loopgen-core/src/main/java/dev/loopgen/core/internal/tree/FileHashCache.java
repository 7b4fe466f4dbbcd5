package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of files that a snapshot read and hashed, for the next one: it reads them again, and
 * need not hash what it finds the same. Keeps a bounded amount. Thread-safe.
 */
final class FileHashCache {

  private static final long MAX_BYTES = 16 << 20;

  private final Map<RepoPath, HashedFile> before;
  private final Map<RepoPath, HashedFile> now = new ConcurrentHashMap<>();
  private final AtomicLong left = new AtomicLong(MAX_BYTES);

  /** A file's bytes, which nobody may change, and their hashes. */
  static final class HashedFile {

    private final byte[] bytes;
    private final GitId blob;
    private final String sha256;

    HashedFile(byte[] bytes, GitId blob, String sha256) {
      this.bytes = bytes;
      this.blob = blob;
      this.sha256 = sha256;
    }

    byte[] bytes() {
      return bytes;
    }

    GitId blob() {
      return blob;
    }

    String sha256() {
      return sha256;
    }
  }

  private FileHashCache(Map<RepoPath, HashedFile> before) {
    this.before = before;
  }

  /** Returns what is kept before the first snapshot, which is nothing. */
  static FileHashCache none() {
    return new FileHashCache(Map.of());
  }

  /** Returns what the next snapshot starts with. */
  FileHashCache next() {
    return new FileHashCache(now);
  }

  /** Returns what the snapshot before read at a path, or null where that was not kept. */
  @Nullable HashedFile get(RepoPath path) {
    return before.get(path);
  }

  /** Keeps what this snapshot read, where there is room. */
  void add(RepoPath path, HashedFile file) {
    if (left.addAndGet(-file.bytes.length) >= 0) {
      now.put(path, file);
    }
  }
}
