package dev.loopgen.api.governance;

import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.RunFigures.CommandTally;
import dev.loopgen.api.governance.RunFigures.PatternTally;
import dev.loopgen.api.governance.TestFigures.CaseTally;
import dev.loopgen.api.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes figures as JSON, without loss. */
final class FiguresWriter {

  /** Up to which every whole number is a double. */
  static final long MAX_WHOLE = 1L << 53;

  private FiguresWriter() {}

  static Json.Obj figures(RunFigures figures) {
    return Json.object()
        .put("total", tally(figures.total()))
        .put("byDay", groups(figures.byDay(), FiguresWriter::tally))
        .put("byLoop", groups(figures.byLoop(), FiguresWriter::tally))
        .put("byActor", groups(figures.byActor(), FiguresWriter::tally))
        .put("byMode", groups(figures.byMode(), FiguresWriter::tally))
        .put("byTier", tiers(figures.byTier()))
        .put("commands", groups(figures.commands(), FiguresWriter::command))
        .put("patterns", groups(figures.patterns(), FiguresWriter::pattern))
        .put("tests", tests(figures.tests()))
        .put("undated", whole(figures.undated()))
        .putIfPresent("first", text(figures.first()))
        .putIfPresent("last", text(figures.last()))
        .put("recent", details(figures.recent()))
        .put("recentFailures", details(figures.recentFailures()))
        .build();
  }

  static Json.Obj tally(RunTally tally) {
    return Json.object()
        .put("runs", whole(tally.runs()))
        .put("passed", whole(tally.passed()))
        .put("violations", whole(tally.violations()))
        .put("blockedAttempts", whole(tally.blockedAttempts()))
        .put("retriedUntilGreen", whole(tally.retriedUntilGreen()))
        .put("durations", durations(tally.durations()))
        .build();
  }

  private static Json.Obj durations(Durations durations) {
    Json.ObjectBuilder buckets = Json.object();
    List<Long> counts = durations.counts();
    for (int i = 0; i < counts.size(); i++) {
      if (counts.get(i) != 0) {
        buckets.put(bucket(i), whole(counts.get(i)));
      }
    }
    return Json.object()
        .put("atMostMs", buckets.build())
        .put("total", text(durations.total()))
        .put("longest", text(durations.longest()))
        .build();
  }

  /** Returns the name of a bucket: its upper bound in milliseconds, or {@code more}. */
  static String bucket(int index) {
    return index < Durations.BOUNDS.size()
        ? Long.toString(Durations.BOUNDS.get(index).toMillis())
        : "more";
  }

  private static Json.Obj command(CommandTally tally) {
    return Json.object()
        .put("executions", whole(tally.executions()))
        .put("failed", whole(tally.failed()))
        .put("timedOut", whole(tally.timedOut()))
        .put("total", text(tally.total()))
        .putIfPresent("lastFailure", text(tally.lastFailure()))
        .build();
  }

  private static Json.Obj pattern(PatternTally tally) {
    return Json.object()
        .put("runs", whole(tally.runs()))
        .put("paths", whole(tally.paths()))
        .putIfPresent("last", text(tally.last()))
        .build();
  }

  private static Json.Obj tests(TestFigures tests) {
    return Json.object()
        .put("total", test(tests.total()))
        .put("byDay", groups(tests.byDay(), FiguresWriter::test))
        .put("byLoop", groups(tests.byLoop(), FiguresWriter::test))
        .put("cases", groups(tests.cases(), FiguresWriter::testCase))
        .build();
  }

  private static Json.Obj test(TestTally tally) {
    return Json.object()
        .put("runs", whole(tally.runs()))
        .put("executed", whole(tally.executed()))
        .put("fewest", whole(tally.fewest()))
        .put("most", whole(tally.most()))
        .put("failed", whole(tally.failed()))
        .put("skipped", whole(tally.skipped()))
        .put("lost", whole(tally.lost()))
        .put("newlySkipped", whole(tally.newlySkipped()))
        .put("flaky", whole(tally.flaky()))
        .build();
  }

  private static Json.Obj testCase(CaseTally tally) {
    return Json.object()
        .put("failed", whole(tally.failed()))
        .put("flaky", whole(tally.flaky()))
        .put("lost", whole(tally.lost()))
        .put("newlySkipped", whole(tally.newlySkipped()))
        .put("longest", text(tally.longest()))
        .putIfPresent("last", text(tally.last()))
        .build();
  }

  static Json.Obj tiers(SortedMap<TrustTier, Long> tiers) {
    Json.ObjectBuilder json = Json.object();
    tiers.forEach((tier, count) -> json.put(tier.id(), whole(count)));
    return json.build();
  }

  private static <T extends GroupedFigures.Mergeable<T>> Json.Obj groups(
      GroupedFigures<T> groups, Function<T, Json.Obj> figures) {
    Json.ObjectBuilder named = Json.object();
    groups.named().forEach((name, some) -> named.put(name, figures.apply(some)));
    return Json.object()
        .put("named", named.build())
        .put("others", figures.apply(groups.others()))
        .build();
  }

  private static List<Json.Obj> details(List<RunDetail> runs) {
    return runs.stream().map(FiguresWriter::detail).toList();
  }

  private static Json.Obj detail(RunDetail run) {
    return Json.object()
        .put("source", run.source())
        .put("hash", run.hash().hex())
        .put("entryId", run.entryId())
        .put("at", run.at().toString())
        .put("loop", run.loop())
        .put("actor", run.actor())
        .put("mode", run.mode())
        .put("tier", run.tier().id())
        .put("passed", run.passed())
        .put("duration", text(run.duration()))
        .put("commands", run.commands().stream().map(FiguresWriter::command).toList())
        .put("violations", run.violations().stream().map(FiguresWriter::violation).toList())
        .put("reasons", Json.strings(run.reasons()))
        .put("leftOut", whole(run.leftOut()))
        .putIfPresent("commit", text(run.commit()))
        .putIfPresent("ciRun", text(run.ciRun()))
        .build();
  }

  private static Json.Obj command(RunDetail.Command command) {
    return Json.object()
        .put("command", command.command())
        .put("outcome", command.outcome())
        .put("passed", command.passed())
        .put("duration", text(command.duration()))
        .build();
  }

  private static Json.Obj violation(RunDetail.Violation violation) {
    return Json.object().put("file", violation.file()).put("pattern", violation.pattern()).build();
  }

  /** Returns a number, or a decimal string if a double cannot hold it. */
  static Json whole(long number) {
    return number <= MAX_WHOLE ? Json.of((double) number) : Json.of(Long.toString(number));
  }

  private static String text(Duration duration) {
    return duration.toString();
  }

  static Optional<Json> text(@Nullable Object value) {
    return Optional.ofNullable(value).map(present -> Json.of(present.toString()));
  }
}
