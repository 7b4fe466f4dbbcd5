package dev.loopgen.report.internal;

import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.RunDetail;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.report.internal.Dashboard.Item;
import dev.loopgen.report.internal.Dashboard.Run;
import dev.loopgen.report.internal.Dashboard.Runs;
import dev.loopgen.report.internal.Dashboard.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Builds the runs that the page shows in detail. */
final class DashboardRuns {

  private DashboardRuns() {}

  static Runs of(RunFigures figures, SourceLabels labels) {
    TreeSet<RunDetail> all = new TreeSet<>(RunDetail.LATEST_FIRST);
    all.addAll(figures.recent());
    all.addAll(figures.recentFailures());
    List<Run> runs = new ArrayList<>();
    all.forEach(run -> runs.add(run(run, runs.size(), labels)));
    long rest = figures.total().runs() - runs.size();
    String note =
        rest > 0
            ? "the latest "
                + HumanFormat.number(figures.recent().size())
                + " and the latest "
                + HumanFormat.number(figures.recentFailures().size())
                + " that failed; "
                + HumanFormat.number(rest)
                + (rest == 1 ? " more is" : " more are")
                + " in the figures above"
            : "all of them";
    return new Runs(!runs.isEmpty(), HumanFormat.number(runs.size()), note, runs);
  }

  private static Run run(RunDetail run, int number, SourceLabels labels) {
    boolean violated = !run.violations().isEmpty();
    String verdict = run.passed() ? "Passed" : violated ? "Forbidden" : "Failed";
    return new Run(
        "run-" + number,
        HumanFormat.minute(run.at()),
        HumanFormat.iso(run.at()),
        verdict,
        run.passed() ? "good" : "bad",
        labels.of(run.source()),
        run.loop(),
        run.actor(),
        run.mode(),
        tier(run.tier()),
        HumanFormat.duration(run.duration()),
        Long.toString(run.duration().toMillis()),
        run.entryId(),
        run.hash().hex(),
        violated,
        run.commands().stream().map(DashboardRuns::step).toList(),
        run.violations().stream().map(path -> new Item(path.file(), path.pattern())).toList(),
        !run.reasons().isEmpty(),
        run.reasons(),
        run.leftOut() > 0,
        HumanFormat.number(run.leftOut()),
        RunLinks.of(run));
  }

  private static Step step(RunDetail.Command command) {
    return new Step(
        command.command(),
        command.outcome(),
        command.passed() ? "good" : "bad",
        HumanFormat.duration(command.duration()));
  }

  static String tier(TrustTier tier) {
    return switch (tier) {
      case LOCAL -> "Local evidence";
      case KEY_SIGNED -> "Attested by a key or person";
      case KEYLESS -> "Attested by a CI job";
      case UNVERIFIED -> "Attestation not verified";
      case REFUTED -> "Attestation refuted";
    };
  }
}
