package dev.loopgen.api.governance;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A histogram of run durations with fixed buckets. A percentile is exact to within one bucket, and
 * partial histograms add up exactly. Immutable.
 */
public final class Durations implements GroupedFigures.Mergeable<Durations> {

  private static final long[] MILLIS = {
    10,
    20,
    30,
    50,
    70,
    100,
    150,
    200,
    300,
    500,
    700,
    1_000,
    1_500,
    2_000,
    3_000,
    5_000,
    7_000,
    10_000,
    15_000,
    20_000,
    30_000,
    45_000,
    60_000,
    90_000,
    120_000,
    180_000,
    300_000,
    420_000,
    600_000,
    900_000,
    1_200_000,
    1_800_000,
    2_700_000,
    3_600_000,
    5_400_000,
    7_200_000,
    10_800_000,
    18_000_000,
    28_800_000,
    43_200_000,
    86_400_000
  };

  /** The inclusive upper bounds of the buckets; the last bucket has none. */
  public static final List<Duration> BOUNDS =
      LongStream.of(MILLIS).mapToObj(Duration::ofMillis).toList();

  /** No runs. */
  public static final Durations NONE = new Durations(new long[MILLIS.length + 1], 0, 0);

  private final long[] counts;
  private final long totalMillis;
  private final long longestMillis;

  private Durations(long[] counts, long totalMillis, long longestMillis) {
    this.counts = counts;
    this.totalMillis = totalMillis;
    this.longestMillis = longestMillis;
  }

  /**
   * Creates a histogram from counts.
   *
   * @param counts the number of runs in each bucket, one more than {@link #BOUNDS}; copied
   * @param total the sum of their durations
   * @param longest the longest duration
   * @return the histogram
   * @throws IllegalArgumentException if the number of buckets is wrong or a value is negative
   */
  public static Durations of(long[] counts, Duration total, Duration longest) {
    if (counts.length != MILLIS.length + 1
        || LongStream.of(counts).anyMatch(count -> count < 0)
        || total.isNegative()
        || longest.isNegative()) {
      throw new IllegalArgumentException("each bucket needs a count of at least 0");
    }
    return new Durations(counts.clone(), total.toMillis(), longest.toMillis());
  }

  /**
   * Creates a histogram of one run.
   *
   * @param duration its duration; fractions of a millisecond are dropped
   * @return the histogram
   */
  public static Durations of(Duration duration) {
    long[] counts = new long[MILLIS.length + 1];
    counts[classOf(duration.toMillis())] = 1;
    return of(counts, duration, duration);
  }

  /**
   * Returns the bucket of a duration.
   *
   * @param millis the duration in milliseconds
   * @return its index, from 0 to the number of {@link #BOUNDS}
   */
  public static int classOf(long millis) {
    int found = Arrays.binarySearch(MILLIS, millis);
    return found >= 0 ? found : -found - 1;
  }

  /**
   * Returns the number of runs in each bucket.
   *
   * @return the counts, one more than {@link #BOUNDS}
   */
  public List<Long> counts() {
    return LongStream.of(counts).boxed().toList();
  }

  /**
   * Counts the runs.
   *
   * @return the number of runs
   */
  public long count() {
    return LongStream.of(counts).sum();
  }

  /**
   * Returns the total duration of all runs.
   *
   * @return the sum
   */
  public Duration total() {
    return Duration.ofMillis(totalMillis);
  }

  /**
   * Returns the longest duration.
   *
   * @return the longest; zero if there are no runs
   */
  public Duration longest() {
    return Duration.ofMillis(longestMillis);
  }

  /**
   * Returns a percentile: the upper bound of the bucket in which it lies, or the longest duration
   * if that is less.
   *
   * @param percent the percentile, from 1 to 100
   * @return the bound; empty if there are no runs
   * @throws IllegalArgumentException if the percentile is out of range
   */
  public Optional<Duration> atMost(int percent) {
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException("a percentile must be from 1 to 100, not " + percent);
    }
    long count = count();
    long wanted = count / 100 * percent + (count % 100 * percent + 99) / 100;
    long seen = 0;
    for (int i = 0; i < MILLIS.length; i++) {
      seen += counts[i];
      if (count > 0 && seen >= wanted) {
        return Optional.of(Duration.ofMillis(Math.min(MILLIS[i], longestMillis)));
      }
    }
    return Optional.of(longest()).filter(none -> count > 0);
  }

  @Override
  public Durations merge(Durations other) {
    long[] sums = new long[counts.length];
    Arrays.setAll(sums, i -> counts[i] + other.counts[i]);
    return new Durations(
        sums, sum(totalMillis, other.totalMillis), Math.max(longestMillis, other.longestMillis));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Durations durations
        && Arrays.equals(counts, durations.counts)
        && totalMillis == durations.totalMillis
        && longestMillis == durations.longestMillis;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(counts) + Long.hashCode(totalMillis);
  }

  /** Returns the counts, the sum and the longest duration. */
  @Override
  public String toString() {
    return Arrays.toString(counts) + " total " + total() + " longest " + longest();
  }

  /** Adds two sums, up to the largest number. */
  private static long sum(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
