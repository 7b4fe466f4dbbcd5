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
 * The names in the directories that a snapshot listed, for the next one, which need not list those
 * again that are as they were: to add, remove or rename what a directory holds changes its times,
 * and these are so old that no later change can have left them so. Thread-safe.
 */
final class DirectoryListingCache {

  /** More than the coarsest clock that file systems take their times from. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private final Map<Path, CachedListing> before;
  private final Map<Path, CachedListing> now = new ConcurrentHashMap<>();
  private final long settledNanos;

  /**
   * What tells a directory from any other, and from itself at another time.
   *
   * @param key its file system and number; on some systems, a copy elsewhere has the same number
   * @param stat what the file system says of it
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

  /** Returns what is known before the first snapshot, which is nothing. */
  static DirectoryListingCache none() {
    return new DirectoryListingCache(Map.of(), Instant.EPOCH);
  }

  /**
   * Returns what the next snapshot starts with.
   *
   * @param begin the time, not later than its first look
   */
  DirectoryListingCache next(Instant begin) {
    return new DirectoryListingCache(now, begin);
  }

  /** Returns the names in a directory, or null where only listing it can tell. */
  @Nullable List<Path> names(Path directory, DirectoryVersion version) {
    CachedListing known = before.get(directory);
    if (known == null || !known.version.isSame(version)) {
      return null;
    }
    now.put(directory, known);
    return known.names;
  }

  /**
   * Adds a directory that was listed.
   *
   * @param version what it was before it was listed
   */
  void add(Path directory, DirectoryVersion version, List<Path> names) {
    if (version.latestNanos() < settledNanos) {
      now.put(directory, new CachedListing(version, names));
    }
  }
}
