package dev.loopgen.api.governance;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.RunFigures.CommandTally;
import dev.loopgen.api.governance.RunFigures.PatternTally;
import dev.loopgen.api.governance.TestFigures.CaseTally;
import dev.loopgen.api.json.Json;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads what {@link FiguresWriter} wrote. */
final class FiguresReader {

  private FiguresReader() {}

  static RunFigures figures(EncodedMembers json) {
    return new RunFigures(
        tally(json.object("total")),
        groups(json.object("byDay"), FiguresReader::tally),
        groups(json.object("byLoop"), FiguresReader::tally),
        groups(json.object("byActor"), FiguresReader::tally),
        groups(json.object("byMode"), FiguresReader::tally),
        tiers(json.object("byTier")),
        groups(json.object("commands"), FiguresReader::command),
        groups(json.object("patterns"), FiguresReader::pattern),
        tests(json.object("tests")),
        json.count("undated"),
        json.instantOrNull("first"),
        json.instantOrNull("last"),
        json.objects("recent").map(FiguresReader::detail).toList(),
        json.objects("recentFailures").map(FiguresReader::detail).toList());
  }

  static RunTally tally(EncodedMembers json) {
    RunTally tally =
        new RunTally(
            json.count("runs"),
            json.count("passed"),
            json.count("violations"),
            json.count("blockedAttempts"),
            json.count("retriedUntilGreen"),
            durations(json.object("durations")));
    if (tally.passed() > tally.runs() || tally.violations() > tally.runs()) {
      throw new IllegalArgumentException("it counts more runs of a kind than runs");
    }
    return tally;
  }

  private static Durations durations(EncodedMembers json) {
    EncodedMembers buckets = json.object("atMostMs");
    long[] counts = new long[Durations.BOUNDS.size() + 1];
    Arrays.setAll(counts, i -> buckets.countOrZero(FiguresWriter.bucket(i)));
    return Durations.of(counts, json.duration("total"), json.duration("longest"));
  }

  private static CommandTally command(EncodedMembers json) {
    return new CommandTally(
        json.count("executions"),
        json.count("failed"),
        json.count("timedOut"),
        json.duration("total"),
        json.instantOrNull("lastFailure"));
  }

  private static PatternTally pattern(EncodedMembers json) {
    return new PatternTally(json.count("runs"), json.count("paths"), json.instantOrNull("last"));
  }

  private static TestFigures tests(EncodedMembers json) {
    return new TestFigures(
        test(json.object("total")),
        groups(json.object("byDay"), FiguresReader::test),
        groups(json.object("byLoop"), FiguresReader::test),
        groups(json.object("cases"), FiguresReader::testCase));
  }

  private static TestTally test(EncodedMembers json) {
    return new TestTally(
        json.count("runs"),
        json.count("executed"),
        json.count("fewest"),
        json.count("most"),
        json.count("failed"),
        json.count("skipped"),
        json.count("lost"),
        json.count("newlySkipped"),
        json.count("flaky"));
  }

  private static CaseTally testCase(EncodedMembers json) {
    return new CaseTally(
        json.count("failed"),
        json.count("flaky"),
        json.count("lost"),
        json.count("newlySkipped"),
        json.duration("longest"),
        json.instantOrNull("last"));
  }

  static SortedMap<TrustTier, Long> tiers(EncodedMembers json) {
    TreeMap<TrustTier, Long> tiers = new TreeMap<>();
    json.names().forEach(id -> tiers.put(tier(id), json.count(id)));
    return tiers;
  }

  private static TrustTier tier(String id) {
    return Arrays.stream(TrustTier.values())
        .filter(tier -> tier.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("it has the unknown tier " + Json.of(id).text()));
  }

  private static <T extends GroupedFigures.Mergeable<T>> GroupedFigures<T> groups(
      EncodedMembers json, Function<EncodedMembers, T> figures) {
    EncodedMembers named = json.object("named");
    TreeMap<String, T> groups = new TreeMap<>();
    named.names().forEach(name -> groups.put(name, figures.apply(named.object(name))));
    return new GroupedFigures<>(groups, figures.apply(json.object("others")));
  }

  private static RunDetail detail(EncodedMembers json) {
    return new RunDetail(
        json.text("source"),
        Sha256.ofHex(json.text("hash")),
        json.text("entryId"),
        json.instant("at"),
        json.text("loop"),
        json.text("actor"),
        json.text("mode"),
        tier(json.text("tier")),
        json.bool("passed"),
        json.duration("duration"),
        json.objects("commands").map(FiguresReader::detailCommand).toList(),
        json.objects("violations").map(FiguresReader::violation).toList(),
        json.texts("reasons"),
        json.count("leftOut"),
        json.textOrNull("commit"),
        json.textOrNull("ciRun"));
  }

  private static RunDetail.Command detailCommand(EncodedMembers json) {
    return new RunDetail.Command(
        json.text("command"), json.text("outcome"), json.bool("passed"), json.duration("duration"));
  }

  private static RunDetail.Violation violation(EncodedMembers json) {
    return new RunDetail.Violation(json.text("file"), json.text("pattern"));
  }
}
