package dev.loopgen.core.internal.tree;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Caches directory listings from one snapshot to the next, which need not list unchanged
 * directories again. Adding, removing or renaming an entry changes a directory's times; only
 * directories whose times are old enough to reveal any later change are cached. Thread-safe.
 */
final class DirectoryListingCache {

  /** Longer than the coarsest resolution of file times. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private final Map<Path, CachedListing> before;
  private final Map<Path, CachedListing> now = new ConcurrentHashMap<>();
  private final long settledNanos;

  /**
   * Identifies a directory and its state.
   *
   * @param key its file system and inode; on some systems, a copy elsewhere has the same inode
   * @param stat its attributes
   */
  record DirectoryVersion(Object key, FileStat stat) {

    private boolean isSame(DirectoryVersion other) {
      return key.equals(other.key) && stat.isSame(other.stat);
    }

    private long latestNanos() {
      return Math.max(stat.stamp().changedNanos(), stat.modifiedNanos());
    }
  }

  private record CachedListing(DirectoryVersion version, List<Path> names) {}

  private DirectoryListingCache(Map<Path, CachedListing> before, Instant begin) {
    Instant settled = begin.minus(SETTLED);
    this.before = before;
    this.settledNanos = TimeUnit.SECONDS.toNanos(settled.getEpochSecond()) + settled.getNano();
  }

  /** Returns the empty cache for the first snapshot. */
  static DirectoryListingCache none() {
    return new DirectoryListingCache(Map.of(), Instant.EPOCH);
  }

  /**
   * Returns the cache for the next snapshot.
   *
   * @param begin a time before that snapshot reads anything
   */
  DirectoryListingCache next(Instant begin) {
    return new DirectoryListingCache(now, begin);
  }

  /** Returns the cached names of a directory, or null if it must be listed. */
  @Nullable List<Path> names(Path directory, DirectoryVersion version) {
    CachedListing known = before.get(directory);
    if (known == null || !known.version.isSame(version)) {
      return null;
    }
    now.put(directory, known);
    return known.names;
  }

  /**
   * Adds a listed directory.
   *
   * @param version its version before it was listed
   */
  void add(Path directory, DirectoryVersion version, List<Path> names) {
    if (version.latestNanos() < settledNanos) {
      now.put(directory, new CachedListing(version, names));
    }
  }
}
