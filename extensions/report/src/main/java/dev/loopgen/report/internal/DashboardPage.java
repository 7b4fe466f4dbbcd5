package dev.loopgen.report.internal;

import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.RunTally;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.api.governance.SourceSummary.Condition;
import dev.loopgen.api.governance.TestTally;
import dev.loopgen.api.internal.text.VisibleText;
import dev.loopgen.report.internal.Dashboard.Alert;
import dev.loopgen.report.internal.Dashboard.Card;
import dev.loopgen.report.internal.Dashboard.Item;
import dev.loopgen.report.internal.Dashboard.Share;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Builds the page. */
public final class DashboardPage {

  /**
   * Sets the escaper; JStachio's generated code without dependencies does not escape by default.
   */
  private static final DashboardRenderer RENDERER =
      new DashboardRenderer(String::valueOf, HtmlText::escape);

  private static final int ITEMS = 20;
  private static final int PERIOD = 30;
  private static final String BEFORE = " the " + PERIOD + " days before";

  private final GovernanceSummary summary;
  private final RunFigures runs;
  private final RunTally total;
  private final TrendSeries trends;
  private final SourceLabels labels;

  private DashboardPage(GovernanceSummary summary) {
    this.summary = summary;
    this.runs = summary.runs();
    this.total = runs.total();
    this.trends = TrendSeries.of(runs);
    this.labels = SourceLabels.of(summary);
  }

  public static String of(GovernanceSummary summary, Instant generated, String title) {
    return new DashboardPage(summary).write(generated, title);
  }

  private String write(Instant generated, String title) {
    DashboardAssets assets = DashboardAssets.get();
    Dashboard page =
        new Dashboard(
            assets.policy(),
            assets.style(),
            assets.charts(),
            assets.script(),
            DashboardAssets.data(trends.series()),
            VisibleText.of(title),
            window(),
            HumanFormat.minute(generated) + " UTC",
            alerts(),
            intact(),
            summary.isIntact(),
            total.runs() > 0,
            cards(),
            shares(),
            DashboardCharts.of(runs, trends.step()),
            DashboardTables.of(summary, labels),
            DashboardRuns.of(runs, labels));
    return render(page);
  }

  private static String render(Dashboard page) {
    StringBuilder out = new StringBuilder();
    try {
      RENDERER.execute(page, out);
    } catch (IOException aStringBuilderThrowsNone) {
      throw new UncheckedIOException(aStringBuilderThrowsNone);
    }
    return out.toString();
  }

  private String window() {
    Instant first = runs.first();
    Instant last = runs.last();
    if (first == null || last == null) {
      return "no dated runs";
    }
    String from = HumanFormat.day(first);
    String to = HumanFormat.day(last);
    return from.equals(to) ? from : from + " – " + to;
  }

  private String intact() {
    int sources = summary.sources().size();
    return sources == 1
        ? "The chain of the ledger is intact."
        : "The chains of all " + HumanFormat.number(sources) + " ledgers are intact.";
  }

  private List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    List<SourceSummary> broken = summary.sources(Condition.BROKEN);
    if (!broken.isEmpty()) {
      RunTally claims = summary.untrusted().total();
      alerts.add(
          alert(
              "bad",
              (broken.size() == 1
                      ? "1 ledger is not intact"
                      : HumanFormat.number(broken.size()) + " ledgers are not intact")
                  + ". The "
                  + HumanFormat.number(claims.runs())
                  + " runs that can be read there, "
                  + HumanFormat.number(claims.passed())
                  + " of them said to have passed, are in none of the figures below.",
              broken));
    }
    long refuted = runs.count(TrustTier.REFUTED);
    if (refuted > 0) {
      String headline =
          "The attestation of " + HumanFormat.counted(refuted, "run") + " does not hold.";
      alerts.add(alert("bad", headline, List.of()));
    }
    List<SourceSummary> nothing = summary.sources(Condition.NOTHING_TO_CHECK);
    if (!nothing.isEmpty()) {
      alerts.add(
          alert(
              "warn",
              (nothing.size() == 1
                      ? "1 source has"
                      : HumanFormat.number(nothing.size()) + " sources have")
                  + " no ledger that can be read: nothing is known of runs there.",
              nothing));
    }
    if (summary.sources().isEmpty()) {
      alerts.add(alert("warn", "No ledger was given.", List.of()));
    }
    return alerts;
  }

  private Alert alert(String tone, String headline, List<SourceSummary> sources) {
    int rest = sources.size() - ITEMS;
    return new Alert(
        tone,
        headline,
        sources.stream()
            .limit(ITEMS)
            .map(source -> new Item(labels.of(source.label()), source.status().describe()))
            .toList(),
        rest > 0,
        "and " + HumanFormat.number(rest) + " more, listed under Repositories");
  }

  private List<Card> cards() {
    RunTally lately = trends.sum(PERIOD, 0);
    RunTally before = trends.sum(PERIOD, PERIOD);
    List<Card> cards = new ArrayList<>(runCards(lately, before));
    if (runs.tests().total().runs() > 0) {
      cards.addAll(testCards(runs.tests().total()));
    }
    return cards;
  }

  private static List<Card> testCards(TestTally tests) {
    long missing = tests.lost() + tests.newlySkipped();
    return List.of(
        new Card(
            "Tests of a run",
            HumanFormat.number(Math.round(tests.meanExecuted().orElse(0))),
            "",
            "mean; "
                + HumanFormat.number(tests.fewest())
                + " to "
                + HumanFormat.number(tests.most()),
            "",
            "flat"),
        new Card(
            "Tests lost or skipped",
            HumanFormat.number(missing),
            missing > 0 ? "bad" : "good",
            "that ran at the base; " + HumanFormat.number(tests.flaky()) + " flaky",
            "",
            "flat"));
  }

  private List<Card> runCards(RunTally lately, RunTally before) {
    String last = "last " + PERIOD + " days: ";
    return List.of(
        new Card(
            "Runs",
            HumanFormat.number(total.runs()),
            "",
            last + HumanFormat.number(lately.runs()),
            change(lately.runs(), before.runs()),
            "flat"),
        new Card(
            "Pass rate",
            HumanFormat.percent(total.passRate()),
            "",
            last + HumanFormat.percent(lately.passRate()),
            points(lately.passRate(), before.passRate()),
            direction(lately.passRate(), before.passRate())),
        new Card(
            "Command time",
            total
                .durations()
                .atMost(50)
                .map(HumanFormat::duration)
                .map(text -> "≤ " + text)
                .orElse("–"),
            "",
            "median; 95% within "
                + total.durations().atMost(95).map(HumanFormat::duration).orElse("–"),
            "",
            "flat"),
        new Card(
            "Forbidden paths",
            HumanFormat.number(total.violations()),
            total.violations() > 0 ? "bad" : "good",
            "runs; " + last + HumanFormat.number(lately.violations()),
            "",
            "flat"),
        new Card(
            "Attempts blocked",
            HumanFormat.number(total.blockedAttempts()),
            "",
            "of models; " + last + HumanFormat.number(lately.blockedAttempts()),
            "",
            "flat"),
        new Card(
            "Retried until green",
            HumanFormat.number(total.retriedUntilGreen()),
            "",
            "passed after failing on the same tree",
            "",
            "flat"));
  }

  private static String change(long now, long before) {
    if (before == 0) {
      return "";
    }
    long percent = Math.round(100.0 * (now - before) / before);
    return percent == 0
        ? "as many as in" + BEFORE
        : Math.abs(percent) + (percent > 0 ? "% more than" : "% fewer than") + BEFORE;
  }

  private static String points(OptionalDouble now, OptionalDouble before) {
    if (now.isEmpty() || before.isEmpty()) {
      return "";
    }
    double points = 100 * (now.getAsDouble() - before.getAsDouble());
    if (Math.abs(points) < 0.05) {
      return "as in" + BEFORE;
    }
    return String.format(Locale.ROOT, "%.1f points ", Math.abs(points))
        + (points > 0 ? "higher than" : "lower than")
        + BEFORE;
  }

  private static String direction(OptionalDouble now, OptionalDouble before) {
    if (now.isEmpty() || before.isEmpty()) {
      return "flat";
    }
    double points = 100 * (now.getAsDouble() - before.getAsDouble());
    return points >= 0.05 ? "up" : points <= -0.05 ? "down" : "flat";
  }

  private List<Share> shares() {
    List<TrustTier> tiers =
        Stream.of(
                TrustTier.KEYLESS,
                TrustTier.KEY_SIGNED,
                TrustTier.LOCAL,
                TrustTier.UNVERIFIED,
                TrustTier.REFUTED)
            .filter(tier -> runs.count(tier) > 0)
            .toList();
    List<String> percents = HumanFormat.percents(tiers.stream().map(runs::count).toList());
    List<Share> shares = new ArrayList<>();
    double from = 0;
    for (TrustTier tier : tiers) {
      double width = 100.0 * runs.count(tier) / total.runs();
      shares.add(
          new Share(
              DashboardRuns.tier(tier),
              HumanFormat.number(runs.count(tier)),
              percents.get(shares.size()),
              tone(tier),
              String.format(Locale.ROOT, "%.3f", from),
              String.format(Locale.ROOT, "%.3f", width)));
      from += width;
    }
    return shares;
  }

  private static String tone(TrustTier tier) {
    return switch (tier) {
      case KEY_SIGNED, KEYLESS -> "good";
      case LOCAL -> "calm";
      case UNVERIFIED -> "warn";
      case REFUTED -> "bad";
    };
  }
}
