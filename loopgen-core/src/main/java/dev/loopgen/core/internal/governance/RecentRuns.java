package dev.loopgen.core.internal.governance;

import dev.loopgen.api.digest.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Remembers the positions of a bounded number of latest runs. Not thread-safe. */
final class RecentRuns {

  /** Sorted now and then, which is cheaper than a heap because most ledgers are in time order. */
  private static final int SLACK = 4;

  private final int most;
  private final List<RunLocation> runs = new ArrayList<>();
  private Instant oldest = Instant.MIN;

  /**
   * The position of a run.
   *
   * @param at when it started
   * @param hash its hash
   * @param ledger the number of its ledger
   * @param position where its line starts
   * @param length the length of the line
   */
  record RunLocation(Instant at, Sha256 hash, int ledger, long position, int length) {

    private static final Comparator<RunLocation> LATEST_FIRST =
        Comparator.comparing(RunLocation::at)
            .reversed()
            .thenComparing(RunLocation::hash)
            .thenComparing(RunLocation::ledger);
  }

  RecentRuns(int most) {
    this.most = most;
  }

  /** Tells whether a run at a given time may be among the latest. */
  boolean wants(Instant at) {
    return !at.isBefore(oldest);
  }

  void add(RunLocation run) {
    runs.add(run);
    if (runs.size() > SLACK * most) {
      forgetTheRest();
    }
  }

  private void forgetTheRest() {
    runs.sort(RunLocation.LATEST_FIRST);
    if (runs.size() > most) {
      runs.subList(most, runs.size()).clear();
      oldest = runs.get(most - 1).at;
    }
  }

  void addAll(RecentRuns other) {
    other.runs.forEach(this::add);
  }

  /** Returns the runs, the latest first. */
  List<RunLocation> list() {
    forgetTheRest();
    return List.copyOf(runs);
  }
}
