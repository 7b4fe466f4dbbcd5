package dev.loopgen.api.governance;

import dev.loopgen.api.gate.TrustTier;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Figures about a set of runs, in memory that does not grow with their number.
 *
 * <p>Dates are unproven: they are what the runs state. Days are in UTC.
 *
 * @param total the counts of all runs
 * @param byDay the counts by day, such as {@code 2026-11-23}; a run without a readable date has
 *     none
 * @param byLoop the counts by loop
 * @param byActor the counts by user name, as claimed by the environment
 * @param byMode the counts by mode
 * @param byTier the number of runs by trust tier; tiers without runs are left out
 * @param commands the counts by command line
 * @param patterns the counts by violated pattern
 * @param tests the figures about tests, of runs that have evidence about them
 * @param undated the number of runs without a readable date
 * @param first when the first run started; null if none has a date
 * @param last when the last run started; null if none has a date
 * @param recent the latest {@value #MAX_DETAILS} dated runs, the latest first
 * @param recentFailures the latest {@value #MAX_DETAILS} dated runs that did not pass
 */
public record RunFigures(
    RunTally total,
    GroupedFigures<RunTally> byDay,
    GroupedFigures<RunTally> byLoop,
    GroupedFigures<RunTally> byActor,
    GroupedFigures<RunTally> byMode,
    SortedMap<TrustTier, Long> byTier,
    GroupedFigures<CommandTally> commands,
    GroupedFigures<PatternTally> patterns,
    TestFigures tests,
    long undated,
    @Nullable Instant first,
    @Nullable Instant last,
    List<RunDetail> recent,
    List<RunDetail> recentFailures)
    implements GroupedFigures.Mergeable<RunFigures> {

  /** The maximum number of runs kept in detail. */
  public static final int MAX_DETAILS = 250;

  /** No runs. */
  public static final RunFigures NONE =
      new RunFigures(
          RunTally.NONE,
          GroupedFigures.none(RunTally.NONE),
          GroupedFigures.none(RunTally.NONE),
          GroupedFigures.none(RunTally.NONE),
          GroupedFigures.none(RunTally.NONE),
          Collections.emptySortedMap(),
          GroupedFigures.none(CommandTally.NONE),
          GroupedFigures.none(PatternTally.NONE),
          TestFigures.NONE,
          0,
          null,
          null,
          List.of(),
          List.of());

  /** Copies the collections and drops the details above the limit. */
  public RunFigures {
    Objects.requireNonNull(total, "total");
    Objects.requireNonNull(byDay, "byDay");
    Objects.requireNonNull(byLoop, "byLoop");
    Objects.requireNonNull(byActor, "byActor");
    Objects.requireNonNull(byMode, "byMode");
    Objects.requireNonNull(commands, "commands");
    Objects.requireNonNull(patterns, "patterns");
    Objects.requireNonNull(tests, "tests");
    byTier = Collections.unmodifiableSortedMap(new TreeMap<>(byTier));
    recent = latest(recent.stream());
    recentFailures = latest(recentFailures.stream());
  }

  @Override
  public RunFigures merge(RunFigures other) {
    return new RunFigures(
        total.merge(other.total),
        byDay.merge(other.byDay),
        byLoop.merge(other.byLoop),
        byActor.merge(other.byActor),
        byMode.merge(other.byMode),
        sum(byTier, other.byTier),
        commands.merge(other.commands),
        patterns.merge(other.patterns),
        tests.merge(other.tests),
        undated + other.undated,
        Instants.earlier(first, other.first),
        Instants.later(last, other.last),
        latest(Stream.concat(recent.stream(), other.recent.stream())),
        latest(Stream.concat(recentFailures.stream(), other.recentFailures.stream())));
  }

  /**
   * Counts the runs of a tier.
   *
   * @param tier the tier
   * @return the number of runs
   */
  public long count(TrustTier tier) {
    return byTier.getOrDefault(tier, 0L);
  }

  /**
   * Counts the runs that an expected identity is verified to have signed.
   *
   * @return the number of runs in all {@linkplain TrustTier#isAttested() attested} tiers
   */
  public long attested() {
    return attested(byTier);
  }

  static long attested(SortedMap<TrustTier, Long> tiers) {
    return tiers.tailMap(TrustTier.KEY_SIGNED).values().stream().mapToLong(Long::longValue).sum();
  }

  private static SortedMap<TrustTier, Long> sum(
      SortedMap<TrustTier, Long> one, SortedMap<TrustTier, Long> other) {
    TreeMap<TrustTier, Long> sum = new TreeMap<>(one);
    other.forEach((tier, count) -> sum.merge(tier, count, Long::sum));
    return sum;
  }

  private static List<RunDetail> latest(Stream<RunDetail> runs) {
    return runs.sorted(RunDetail.LATEST_FIRST).limit(MAX_DETAILS).toList();
  }

  /**
   * The counts of one command.
   *
   * @param executions how many times runs list it
   * @param failed how many times it did not exit with 0 within its time limit
   * @param timedOut how many times it exceeded its time limit
   * @param total the total time of all executions
   * @param lastFailure when it last failed, as the runs state it; null if it never failed or no run
   *     has a date
   */
  public record CommandTally(
      long executions, long failed, long timedOut, Duration total, @Nullable Instant lastFailure)
      implements GroupedFigures.Mergeable<CommandTally> {

    /** No executions. */
    public static final CommandTally NONE = new CommandTally(0, 0, 0, Duration.ZERO, null);

    public CommandTally {
      Objects.requireNonNull(total, "total");
    }

    @Override
    public CommandTally merge(CommandTally other) {
      return new CommandTally(
          executions + other.executions,
          failed + other.failed,
          timedOut + other.timedOut,
          total.plus(other.total),
          Instants.later(lastFailure, other.lastFailure));
    }
  }

  /**
   * The counts of one forbidden pattern.
   *
   * @param runs the number of runs that touched a path it forbids
   * @param paths the number of such paths that these runs list
   * @param last when it was last violated, as the runs state it; null if no run has a date
   */
  public record PatternTally(long runs, long paths, @Nullable Instant last)
      implements GroupedFigures.Mergeable<PatternTally> {

    /** No violations. */
    public static final PatternTally NONE = new PatternTally(0, 0, null);

    @Override
    public PatternTally merge(PatternTally other) {
      return new PatternTally(
          runs + other.runs, paths + other.paths, Instants.later(last, other.last));
    }
  }
}
