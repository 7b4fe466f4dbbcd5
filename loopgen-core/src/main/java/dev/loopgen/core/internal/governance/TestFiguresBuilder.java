package dev.loopgen.core.internal.governance;

import dev.loopgen.api.governance.TestFigures;
import dev.loopgen.api.governance.TestFigures.CaseTally;
import dev.loopgen.api.governance.TestTally;
import dev.loopgen.core.internal.governance.CountedTests.Concern;
import dev.loopgen.core.internal.governance.CountedTests.NamedTest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds up what runs say about tests; its size does not grow with their number. Not thread-safe. */
final class TestFiguresBuilder {

  private final TestCounter total = new TestCounter();
  private final BoundedCounters<TestCounter, TestTally> byDay = tests();
  private final BoundedCounters<TestCounter, TestTally> byLoop = tests();
  private final BoundedCounters<CaseCounter, CaseTally> cases =
      new BoundedCounters<>(CaseCounter::new, CaseCounter::tally, CaseTally.NONE);

  private static BoundedCounters<TestCounter, TestTally> tests() {
    return new BoundedCounters<>(TestCounter::new, TestCounter::tally, TestTally.NONE);
  }

  void add(CountedRun run) {
    if (!run.tests.present) {
      return;
    }
    total.add(run.tests);
    byLoop.of(run.loop).add(run.tests);
    Instant at = run.at();
    if (at != null) {
      byDay.of(run.day()).add(run.tests);
    }
    Set<NamedTest> once = new HashSet<>();
    for (NamedTest test : run.tests.named()) {
      if (once.add(test)) {
        cases.of(test.test()).add(test, at);
      }
    }
  }

  TestFigures sums() {
    return new TestFigures(total.tally(), byDay.groups(), byLoop.groups(), cases.groups());
  }

  private static final class TestCounter {

    private final long[] concerns = new long[Concern.values().length];
    private long runs;
    private long executed;
    private long fewest = Long.MAX_VALUE;
    private long most;
    private long skipped;

    void add(CountedTests tests) {
      runs++;
      executed += tests.executed;
      fewest = Math.min(fewest, tests.executed);
      most = Math.max(most, tests.executed);
      skipped += tests.skipped;
      for (Concern concern : Concern.values()) {
        concerns[concern.ordinal()] += tests.count(concern);
      }
    }

    private long count(Concern concern) {
      return concerns[concern.ordinal()];
    }

    TestTally tally() {
      return runs == 0
          ? TestTally.NONE
          : new TestTally(
              runs,
              executed,
              fewest,
              most,
              count(Concern.FAILED),
              skipped,
              count(Concern.LOST),
              count(Concern.NEWLY_SKIPPED),
              count(Concern.FLAKY) + count(Concern.REPEATED));
    }
  }

  private static final class CaseCounter {

    private final long[] concerns = new long[Concern.values().length];
    private long longest;
    private @Nullable Instant last;

    void add(NamedTest test, @Nullable Instant at) {
      concerns[test.concern().ordinal()]++;
      longest = Math.max(longest, test.millis());
      if (test.concern() != Concern.SLOW && at != null && (last == null || at.isAfter(last))) {
        last = at;
      }
    }

    private long count(Concern concern) {
      return concerns[concern.ordinal()];
    }

    CaseTally tally() {
      return new CaseTally(
          count(Concern.FAILED),
          count(Concern.FLAKY) + count(Concern.REPEATED),
          count(Concern.LOST),
          count(Concern.NEWLY_SKIPPED),
          Duration.ofMillis(longest),
          last);
    }
  }
}
