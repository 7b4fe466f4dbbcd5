package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot read, for the next one, which need not read again where it would believe the
 * index: the stat data are the same, and so old that no later change can have left them so.
 * Thread-safe.
 */
final class SettledFiles {

  /** More than the coarsest clock that file systems take their times from. */
  private static final Duration SETTLED = Duration.ofSeconds(3);

  private final Values<RepoPath, Hashed> contents;
  private final Values<Path, List<Path>> names;
  private final long settledNanos;

  /**
   * What a file held.
   *
   * @param content the kind of file, and the id of its bytes
   * @param sha256 the SHA-256 of the same bytes, or null where it is not known
   */
  record Hashed(TreeEntry content, @Nullable String sha256) {}

  private SettledFiles(
      Values<RepoPath, Hashed> contents, Values<Path, List<Path>> names, Instant begin) {
    Instant settled = begin.minus(SETTLED);
    this.contents = contents;
    this.names = names;
    this.settledNanos = TimeUnit.SECONDS.toNanos(settled.getEpochSecond()) + settled.getNano();
  }

  /** Returns what is known before the first snapshot, which is nothing. */
  static SettledFiles none() {
    return new SettledFiles(new Values<>(Map.of()), new Values<>(Map.of()), Instant.EPOCH);
  }

  /**
   * Returns what the next snapshot starts with.
   *
   * @param begin the time, not later than its first look
   */
  SettledFiles next(Instant begin) {
    return new SettledFiles(new Values<>(contents.now), new Values<>(names.now), begin);
  }

  /** Returns what a file holds, or null where only reading it can tell. */
  @Nullable Hashed content(RepoPath path, FileStat stat) {
    return contents.get(path, stat);
  }

  /**
   * Adds a file that was read.
   *
   * @param stat its stat data from before it was read
   */
  void addContent(RepoPath path, FileStat stat, Hashed content) {
    if (isSettled(stat)) {
      contents.add(path, stat, content);
    }
  }

  /** Returns the names in a directory, or null where only listing it can tell. */
  @Nullable List<Path> names(Path directory, FileStat stat) {
    return names.get(directory, stat);
  }

  /**
   * Adds a directory that was listed. To add, remove or rename what it holds changes its own times.
   *
   * @param stat its stat data from before it was listed
   */
  void addNames(Path directory, FileStat stat, List<Path> listed) {
    if (isSettled(stat)) {
      names.add(directory, stat, listed);
    }
  }

  private boolean isSettled(FileStat stat) {
    return Math.max(stat.stamp().changedNanos(), stat.modifiedNanos()) < settledNanos;
  }

  /** What is known of one kind. */
  private static final class Values<K, V> {

    private final Map<K, Known<V>> before;
    private final Map<K, Known<V>> now = new ConcurrentHashMap<>();

    private record Known<V>(FileStat stat, V value) {}

    Values(Map<K, Known<V>> before) {
      this.before = before;
    }

    @Nullable V get(K key, FileStat stat) {
      Known<V> known = before.get(key);
      if (known == null || !known.stat.isSame(stat)) {
        return null;
      }
      now.put(key, known);
      return known.value;
    }

    void add(K key, FileStat stat, V value) {
      now.put(key, new Known<>(stat, value));
    }
  }
}
