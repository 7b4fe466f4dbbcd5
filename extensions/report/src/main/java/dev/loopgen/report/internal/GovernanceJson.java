package dev.loopgen.report.internal;

import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.Durations;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.GroupedFigures;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.RunFigures.CommandTally;
import dev.loopgen.api.governance.RunFigures.PatternTally;
import dev.loopgen.api.governance.RunTally;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.ChainStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Formats a summary as JSON: npm loopgen's members, and others. */
public final class GovernanceJson {

  private GovernanceJson() {}

  public static Json.Obj of(GovernanceSummary summary) {
    Json.ObjectBuilder json = Json.object();
    put(json, summary.runs());
    return json.put("chain", Json.object().put("valid", summary.isIntact()).build())
        .put("duplicates", summary.duplicates())
        .put("untrusted", untrusted(summary.untrusted()))
        .put("sources", summary.sources().stream().map(GovernanceJson::source).toList())
        .build();
  }

  private static Json.Obj untrusted(RunFigures claims) {
    Json.ObjectBuilder json = Json.object();
    put(json, claims);
    return json.build();
  }

  private static void put(Json.ObjectBuilder json, RunFigures runs) {
    RunTally total = runs.total();
    json.put("total", total.runs())
        .put("passed", total.passed())
        .put("failed", total.failed())
        .put("passRate", total.passRate().orElse(0))
        .put("byLoop", groups(runs.byLoop(), GovernanceJson::tally))
        .put("byMode", groups(runs.byMode(), tally -> Json.of(tally.runs())))
        .put("byTier", tiers(runs.byTier()))
        .put("byActor", groups(runs.byActor(), GovernanceJson::tally))
        .put("byDay", groups(runs.byDay(), GovernanceJson::tally))
        .put("blockedAttempts", total.blockedAttempts())
        .put("forbiddenViolationRuns", total.violations())
        .put("retriedUntilGreen", total.retriedUntilGreen())
        .put("durations", histogram(total.durations()))
        .put("commands", groups(runs.commands(), GovernanceJson::command))
        .put("forbiddenPatterns", groups(runs.patterns(), GovernanceJson::pattern))
        .put("tests", TestFiguresJson.of(runs.tests()))
        .put("undated", runs.undated());
    putInstant(json, "firstAt", runs.first());
    putInstant(json, "lastAt", runs.last());
    leftOut(runs).ifPresent(others -> json.put("leftOut", others));
  }

  /** Returns what is not listed by name; empty if everything is. */
  private static Optional<Json> leftOut(RunFigures runs) {
    Json.ObjectBuilder json = Json.object();
    putOthers(json, "byLoop", runs.byLoop(), RunTally.NONE, GovernanceJson::tally);
    putOthers(json, "byActor", runs.byActor(), RunTally.NONE, GovernanceJson::tally);
    putOthers(json, "byMode", runs.byMode(), RunTally.NONE, GovernanceJson::tally);
    putOthers(json, "byDay", runs.byDay(), RunTally.NONE, GovernanceJson::tally);
    putOthers(json, "commands", runs.commands(), CommandTally.NONE, GovernanceJson::command);
    putOthers(
        json, "forbiddenPatterns", runs.patterns(), PatternTally.NONE, GovernanceJson::pattern);
    TestFiguresJson.putLeftOut(json, runs.tests());
    Json.Obj all = json.build();
    return all.members().isEmpty() ? Optional.empty() : Optional.of(all);
  }

  /** Adds the figures of what groups do not name, if there are any. */
  static <T extends GroupedFigures.Mergeable<T>> void putOthers(
      Json.ObjectBuilder json,
      String name,
      GroupedFigures<T> groups,
      T none,
      Function<T, Json> value) {
    if (!groups.others().equals(none)) {
      json.put(name, value.apply(groups.others()));
    }
  }

  static <T extends GroupedFigures.Mergeable<T>> Json groups(
      GroupedFigures<T> groups, Function<T, Json> value) {
    Json.ObjectBuilder json = Json.object();
    groups.named().forEach((name, figures) -> json.put(name, value.apply(figures)));
    return json.build();
  }

  private static Json tally(RunTally tally) {
    Json.ObjectBuilder json =
        Json.object()
            .put("total", tally.runs())
            .put("passed", tally.passed())
            .put("forbiddenViolationRuns", tally.violations())
            .put("blockedAttempts", tally.blockedAttempts())
            .put("retriedUntilGreen", tally.retriedUntilGreen());
    putPercentiles(json, tally.durations());
    return json.build();
  }

  private static void putPercentiles(Json.ObjectBuilder json, Durations durations) {
    durations.atMost(50).ifPresent(half -> json.put("p50Ms", half.toMillis()));
    durations.atMost(95).ifPresent(most -> json.put("p95Ms", most.toMillis()));
  }

  private static Json histogram(Durations durations) {
    Json.ObjectBuilder json =
        Json.object()
            .put("totalMs", durations.total().toMillis())
            .put("longestMs", durations.longest().toMillis());
    putPercentiles(json, durations);
    Json.ObjectBuilder classes = Json.object();
    for (int i = 0; i < durations.counts().size(); i++) {
      long count = durations.counts().get(i);
      if (count > 0) {
        classes.put(i < Durations.BOUNDS.size() ? bound(Durations.BOUNDS.get(i)) : "more", count);
      }
    }
    return json.put("atMostMs", classes.build()).build();
  }

  private static String bound(Duration bound) {
    return Long.toString(bound.toMillis());
  }

  private static Json command(CommandTally tally) {
    Json.ObjectBuilder json =
        Json.object()
            .put("total", tally.executions())
            .put("failed", tally.failed())
            .put("timedOut", tally.timedOut())
            .put("totalMs", tally.total().toMillis());
    putInstant(json, "lastFailedAt", tally.lastFailure());
    return json.build();
  }

  private static Json pattern(PatternTally tally) {
    Json.ObjectBuilder json = Json.object().put("runs", tally.runs()).put("paths", tally.paths());
    putInstant(json, "lastAt", tally.last());
    return json.build();
  }

  private static Json tiers(SortedMap<TrustTier, Long> tiers) {
    Json.ObjectBuilder json = Json.object();
    for (Map.Entry<TrustTier, Long> tier : tiers.entrySet()) {
      json.put(tier.getKey().id(), tier.getValue());
    }
    return json.build();
  }

  private static Json source(SourceSummary source) {
    Json.ObjectBuilder json =
        Json.object()
            .put("label", source.label())
            .put("path", source.path())
            .put("entries", source.entries())
            .put("chainValid", source.status().isIntact())
            .put("status", source.status().id())
            .put("description", source.status().describe())
            .put("bytes", source.bytes())
            .put(
                "heads",
                Json.strings(
                    source.status().heads().stream().map(head -> head.entry().hex()).toList()))
            .put("total", source.runs().runs())
            .put("passed", source.runs().passed())
            .put("byTier", tiers(source.byTier()))
            .put("duplicates", source.duplicates());
    if (source.status() instanceof ChainStatus.AtEntry at) {
      json.put("brokenAt", at.index()).put("line", at.line());
    }
    if (source.sameAs() != null) {
      json.put("sameAs", source.sameAs());
    }
    putInstant(json, "firstAt", source.first());
    putInstant(json, "lastAt", source.last());
    return json.build();
  }

  static void putInstant(Json.ObjectBuilder json, String name, @Nullable Instant instant) {
    if (instant != null) {
      json.put(name, HumanFormat.iso(instant));
    }
  }
}
