package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The files that a snapshot read, for the next one, which need not read those that it would believe
 * the index of: their stat data are the same, and so old that no later change can have left them
 * so. Thread-safe.
 */
final class HashedFiles {

  /** More than the coarsest clock that file systems take their times from. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private final Map<RepoPath, Known> before;
  private final Map<RepoPath, Known> now = new ConcurrentHashMap<>();
  private final long settledNanos;

  /**
   * What a file held.
   *
   * @param content the kind of file, and the id of its bytes
   * @param sha256 the SHA-256 of the same bytes, or null where it is not known
   */
  record Hashed(TreeEntry content, @Nullable String sha256) {}

  private record Known(FileStat stat, Hashed hashed) {}

  private HashedFiles(Map<RepoPath, Known> before, Instant begin) {
    Instant settled = begin.minus(SETTLED);
    this.before = before;
    this.settledNanos = TimeUnit.SECONDS.toNanos(settled.getEpochSecond()) + settled.getNano();
  }

  /** Returns what is known before the first snapshot, which is nothing. */
  static HashedFiles none() {
    return new HashedFiles(Map.of(), Instant.EPOCH);
  }

  /**
   * Returns what the next snapshot starts with.
   *
   * @param begin the time, not later than its first look
   */
  HashedFiles next(Instant begin) {
    return new HashedFiles(now, begin);
  }

  /** Returns what a file holds, or null where only reading it can tell. */
  @Nullable Hashed get(RepoPath path, FileStat stat) {
    Known known = before.get(path);
    if (known == null || !known.stat.isSame(stat)) {
      return null;
    }
    now.put(path, known);
    return known.hashed;
  }

  /**
   * Adds a file that was read.
   *
   * @param stat its stat data from before it was read
   */
  void add(RepoPath path, FileStat stat, Hashed hashed) {
    if (Math.max(stat.stamp().changedNanos(), stat.modifiedNanos()) < settledNanos) {
      now.put(path, new Known(stat, hashed));
    }
  }
}
