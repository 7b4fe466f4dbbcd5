package dev.loopgen.api.governance;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.TreeHead;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Summaries of one run, or one ledger, each. */
final class Summaries {

  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private Summaries() {}

  /** Makes the summary of a ledger with one run; equal seeds make equal runs. */
  static GovernanceSummary of(int seed) {
    RunFigures figures = figures(seed);
    boolean broken = seed % 5 == 0;
    ChainStatus status =
        broken ? new ChainStatus.Edited(seed, seed) : new ChainStatus.Forked(heads(seed), 1, 0);
    SourceSummary source =
        new SourceSummary(
            "source " + seed % 3,
            "path",
            status,
            seed,
            1,
            figures.total(),
            figures.byTier(),
            figures.first(),
            figures.last(),
            seed % 2,
            null);
    return new GovernanceSummary(
        broken ? RunFigures.NONE : figures, broken ? figures : RunFigures.NONE, List.of(source));
  }

  private static List<TreeHead> heads(int seed) {
    return List.of(new TreeHead(hash(seed), 1, hash(seed)));
  }

  static RunFigures figures(int seed) {
    boolean passed = seed % 4 != 0;
    Instant at = START.plus(Duration.ofHours(seed % 100)).plusNanos(seed % 2);
    Duration duration = Duration.ofMillis(seed * 37L % 100_000);
    RunTally tally =
        new RunTally(1, passed ? 1 : 0, seed % 2, seed % 3, seed % 2, Durations.of(duration));
    RunDetail detail = detail(seed, at, passed, duration);
    return new RunFigures(
        tally,
        group(LocalDate.ofInstant(at, ZoneOffset.UTC).toString(), tally, RunTally.NONE),
        group("loop " + seed % 4, tally, RunTally.NONE),
        group("actor " + seed % 7, tally, RunTally.NONE),
        group(seed % 2 == 0 ? "driven" : "referee", tally, RunTally.NONE),
        new TreeMap<>(Map.of(TrustTier.values()[seed % TrustTier.values().length], 1L)),
        group(
            "command " + seed % 6,
            new CommandTally(1, seed % 2, 0, duration, seed % 2 == 0 ? null : at),
            CommandTally.NONE),
        group("pattern " + seed % 3, new PatternTally(1, 2, at), PatternTally.NONE),
        seed % 11 == 0 ? 1 : 0,
        at,
        at,
        List.of(detail),
        passed ? List.of() : List.of(detail));
  }

  private static RunDetail detail(int seed, Instant at, boolean passed, Duration duration) {
    return new RunDetail(
        "source " + seed % 3,
        hash(seed),
        "id " + seed,
        at,
        "loop " + seed % 4,
        "actor " + seed % 7,
        "referee",
        TrustTier.LOCAL,
        passed,
        duration,
        List.of(),
        List.of(),
        List.of(),
        0,
        null,
        null);
  }

  static <T extends Groups.Mergeable<T>> Groups<T> group(String name, T figures, T none) {
    return new Groups<>(new TreeMap<>(Map.of(name, figures)), none);
  }

  private static Sha256 hash(int seed) {
    return Sha256.ofHex(String.format("%064x", seed));
  }
}
