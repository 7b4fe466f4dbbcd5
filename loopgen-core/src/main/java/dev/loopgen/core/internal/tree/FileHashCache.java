package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Caches the bytes and hashes of files from one snapshot to the next, which rereads the files but
 * hashes only changed ones. Its size is bounded. Thread-safe.
 */
final class FileHashCache {

  private static final long MAX_BYTES = 16 << 20;

  private final Map<RepoPath, HashedFile> before;
  private final Map<RepoPath, HashedFile> now = new ConcurrentHashMap<>();
  private final AtomicLong left = new AtomicLong(MAX_BYTES);

  /** A file's bytes, which must not be modified, and their hashes. */
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

  /** Returns the empty cache for the first snapshot. */
  static FileHashCache none() {
    return new FileHashCache(Map.of());
  }

  /** Returns the cache for the next snapshot. */
  FileHashCache next() {
    return new FileHashCache(now);
  }

  /** Returns what the previous snapshot read at a path, or null if it was not kept. */
  @Nullable HashedFile get(RepoPath path) {
    return before.get(path);
  }

  /** Adds a file that this snapshot read, if there is room. */
  void add(RepoPath path, HashedFile file) {
    if (left.addAndGet(-file.bytes.length) >= 0) {
      now.put(path, file);
    }
  }
}
