package dev.loopgen.api.governance;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Figures about the tests of a set of runs, in memory that does not grow with their number.
 *
 * <p>They come from reports, which the code under test could have written itself.
 *
 * @param total the counts of all runs
 * @param byDay the counts by day in UTC; a run without a readable date has none
 * @param byLoop the counts by loop
 * @param cases the counts by test, as entries name it. An entry names only the first tests of each
 *     kind and its slowest ones, so these counts may be lower than those of {@code total}
 */
public record TestFigures(
    TestTally total,
    GroupedFigures<TestTally> byDay,
    GroupedFigures<TestTally> byLoop,
    GroupedFigures<CaseTally> cases)
    implements GroupedFigures.Mergeable<TestFigures> {

  /** No runs. */
  public static final TestFigures NONE =
      new TestFigures(
          TestTally.NONE,
          GroupedFigures.none(TestTally.NONE),
          GroupedFigures.none(TestTally.NONE),
          GroupedFigures.none(CaseTally.NONE));

  public TestFigures {
    Objects.requireNonNull(total, "total");
    Objects.requireNonNull(byDay, "byDay");
    Objects.requireNonNull(byLoop, "byLoop");
    Objects.requireNonNull(cases, "cases");
  }

  @Override
  public TestFigures merge(TestFigures other) {
    return new TestFigures(
        total.merge(other.total),
        byDay.merge(other.byDay),
        byLoop.merge(other.byLoop),
        cases.merge(other.cases));
  }

  /**
   * The counts of one test.
   *
   * @param failed how many runs name it among the failed
   * @param flaky how many runs name it as flaky
   * @param lost how many runs name it as lost
   * @param newlySkipped how many runs name it as newly skipped
   * @param longest the longest time for which a run names it among its slowest; zero if none does
   * @param last when a run last named it as anything but slow, as the run states it; null if none
   *     did or none has a date
   */
  public record CaseTally(
      long failed,
      long flaky,
      long lost,
      long newlySkipped,
      Duration longest,
      @Nullable Instant last)
      implements GroupedFigures.Mergeable<CaseTally> {

    /** No mention. */
    public static final CaseTally NONE = new CaseTally(0, 0, 0, 0, Duration.ZERO, null);

    public CaseTally {
      Objects.requireNonNull(longest, "longest");
    }

    /**
     * Counts the mentions that deserve a look.
     *
     * @return the sum of the counts
     */
    public long concerns() {
      return failed + flaky + lost + newlySkipped;
    }

    @Override
    public CaseTally merge(CaseTally other) {
      return new CaseTally(
          failed + other.failed,
          flaky + other.flaky,
          lost + other.lost,
          newlySkipped + other.newlySkipped,
          longest.compareTo(other.longest) >= 0 ? longest : other.longest,
          Instants.later(last, other.last));
    }
  }
}
