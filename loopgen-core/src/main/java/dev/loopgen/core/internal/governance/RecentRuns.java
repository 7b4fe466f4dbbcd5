package dev.loopgen.core.internal.governance;

import dev.loopgen.api.digest.Sha256;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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

  /** Creates a list for as many runs, with the latest of these and of others. */
  RecentRuns and(RecentRuns others) {
    RecentRuns all = new RecentRuns(most);
    all.addAll(this);
    all.addAll(others);
    all.forgetTheRest();
    return all;
  }

  void writeTo(DataOutput out) throws IOException {
    List<RunLocation> kept = list();
    out.writeInt(most);
    out.writeInt(kept.size());
    for (RunLocation run : kept) {
      out.writeLong(run.at.getEpochSecond());
      out.writeInt(run.at.getNano());
      out.write(run.hash.bytes());
      out.writeInt(run.ledger);
      out.writeLong(run.position);
      out.writeInt(run.length);
    }
  }

  static RecentRuns readFrom(DataInput in) throws IOException {
    RecentRuns read = new RecentRuns(in.readInt());
    byte[] hash = new byte[Sha256.LENGTH];
    for (int left = in.readInt(); left > 0; left--) {
      Instant at = Instant.ofEpochSecond(in.readLong(), in.readInt());
      in.readFully(hash);
      read.runs.add(
          new RunLocation(at, Sha256.of(hash), in.readInt(), in.readLong(), in.readInt()));
    }
    return read;
  }

  /** Returns the runs, the latest first. */
  List<RunLocation> list() {
    forgetTheRest();
    return List.copyOf(runs);
  }
}
