package dev.loopgen.core.internal.governance;

import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.Durations;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.RunFigures.CommandTally;
import dev.loopgen.api.governance.RunFigures.PatternTally;
import dev.loopgen.api.governance.RunTally;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up runs; its size does not grow with their number. Not thread-safe. */
final class RunFiguresBuilder {

  private static final int TIERS = TrustTier.values().length;

  private final RunCounter total = new RunCounter();
  private final BoundedCounters<RunCounter, RunTally> byDay = runs();
  private final BoundedCounters<RunCounter, RunTally> byLoop = runs();
  private final BoundedCounters<RunCounter, RunTally> byActor = runs();
  private final BoundedCounters<RunCounter, RunTally> byMode = runs();
  private final long[] byTier = new long[TIERS];
  private final BoundedCounters<RunCounter.CommandCounter, CommandTally> commands =
      new BoundedCounters<>(
          RunCounter.CommandCounter::new, RunCounter.CommandCounter::tally, CommandTally.NONE);
  private final BoundedCounters<RunCounter.PatternCounter, PatternTally> patterns =
      new BoundedCounters<>(
          RunCounter.PatternCounter::new, RunCounter.PatternCounter::tally, PatternTally.NONE);
  private final TestFiguresBuilder tests = new TestFiguresBuilder();
  private long count;
  private long undated;
  private @Nullable Instant first;
  private @Nullable Instant last;

  private static BoundedCounters<RunCounter, RunTally> runs() {
    return new BoundedCounters<>(RunCounter::new, RunCounter::tally, RunTally.NONE);
  }

  void add(CountedRun run) {
    count++;
    int durationClass = Durations.classOf(run.millis);
    total.add(run, durationClass);
    byLoop.of(run.loop).add(run, durationClass);
    byActor.of(run.actor).add(run, durationClass);
    byMode.of(run.mode).add(run, durationClass);
    byTier[run.tier.ordinal()]++;
    Instant at = run.at();
    if (at == null) {
      undated++;
    } else {
      byDay.of(run.day()).add(run, durationClass);
      first = first == null || at.isBefore(first) ? at : first;
      last = last == null || at.isAfter(last) ? at : last;
    }
    tests.add(run);
    for (int i = 0; i < run.commandCount(); i++) {
      commands.of(run.command(i).command).add(run.command(i), at);
    }
    for (int i = 0; i < run.patternCount(); i++) {
      patterns.of(run.pattern(i)).add(count, at);
    }
  }

  /** Counts a run that was counted elsewhere as a retry until green. */
  void addRetry(RetryFinder.FirstRun run) {
    total.addRetry();
    byLoop.of(run.loop()).addRetry();
    byActor.of(run.actor()).addRetry();
    byMode.of(run.mode()).addRetry();
    if (run.day() != null) {
      byDay.of(run.day()).addRetry();
    }
  }

  /** Returns the sums, without details of single runs. */
  RunFigures sums() {
    TreeMap<TrustTier, Long> tiers = new TreeMap<>();
    for (TrustTier tier : TrustTier.values()) {
      if (byTier[tier.ordinal()] > 0) {
        tiers.put(tier, byTier[tier.ordinal()]);
      }
    }
    return new RunFigures(
        total.tally(),
        byDay.groups(),
        byLoop.groups(),
        byActor.groups(),
        byMode.groups(),
        tiers,
        commands.groups(),
        patterns.groups(),
        tests.sums(),
        undated,
        first,
        last,
        List.of(),
        List.of());
  }
}
