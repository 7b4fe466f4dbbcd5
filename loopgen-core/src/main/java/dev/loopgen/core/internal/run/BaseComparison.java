package dev.loopgen.core.internal.run;

import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.tests.AcknowledgedTest;
import dev.loopgen.api.tests.BaseTests;
import dev.loopgen.api.tests.ReplayCheck;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tree.Base;
import dev.loopgen.core.internal.guard.TestAcknowledgements;
import dev.loopgen.core.internal.tests.replay.CheckedTrees;
import dev.loopgen.core.internal.tests.report.LostTests;
import dev.loopgen.core.internal.tests.report.TestReports;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compares the tests that a change executes with the base's, and says so in the evidence. */
final class BaseComparison {

  private final TestReports reports;
  private final CheckedTrees checked;
  private final TestAcknowledgements agreements;
  private final Set<AcknowledgedTest> agreed = new LinkedHashSet<>();
  private final List<TestFailure> failures = new ArrayList<>();

  /**
   * @param reports what the change's own run reported
   * @param checked what runs over other trees showed
   */
  BaseComparison(TestReports reports, CheckedTrees checked, TestAcknowledgements agreements) {
    this.reports = reports;
    this.checked = checked;
    this.agreements = agreements;
  }

  /**
   * Compares them.
   *
   * @param known the tests of the base, if they were known without a run
   * @param rule how the base was chosen
   * @param evidence what the comparison is added to
   */
  void addTo(TestEvidence.Builder evidence, Optional<KnownTests> known, Base.Rule rule) {
    checked.replay().ifPresent(evidence::replay);
    checked.canary().ifPresent(evidence::canary);
    checked.red().ifPresent(evidence::red);
    known
        .or(this::ofRun)
        .ifPresentOrElse(
            base -> compare(evidence, base),
            () -> evidence.base(new BaseTests(BaseTests.Source.UNKNOWN, whyUnknown(rule))));
  }

  /** Returns why the comparison refuses the change. */
  List<TestFailure> failures() {
    return List.copyOf(failures);
  }

  private Optional<KnownTests> ofRun() {
    return checked
        .base()
        .filter(it -> !it.tests().cases().isEmpty())
        .map(it -> new KnownTests(BaseTests.Source.RUN, "", it.tests().cases()));
  }

  private String whyUnknown(Base.Rule rule) {
    if (rule == Base.Rule.NO_COMMIT) {
      return "there is no commit";
    }
    return checked.base().isPresent() ? "the commands reported no test over the base" : "";
  }

  private void compare(TestEvidence.Builder evidence, KnownTests base) {
    LostTests lost = LostTests.between(base.cases(), reports.cases());
    evidence.base(base.asBase()).lost(lost.lost()).newlySkipped(lost.newlySkipped());
    checked
        .replay()
        .ifPresent(
            replay ->
                Stream.of(replay.failed(), replay.lost(), replay.deleted())
                    .flatMap(List::stream)
                    .forEach(test -> agreements.find(test).ifPresent(agreed::add)));
    List<TestId> skipped = unagreed(lost.newlySkipped());
    if (!skipped.isEmpty()) {
      failures.add(new TestFailure.TestsNewlySkipped(skipped));
    }
    if (!areReplaced(base)) {
      List<TestId> gone = unagreed(lost.lost());
      if (!gone.isEmpty()) {
        failures.add(new TestFailure.TestsLost(gone));
      }
    }
    evidence.acknowledged(agreed);
  }

  /**
   * Tells whether no less is tested than at the base, although identities differ: the base's tests
   * pass over the change, and as many are executed. A test that was renamed is then none that was
   * lost.
   */
  private boolean areReplaced(KnownTests base) {
    boolean replayed =
        checked
            .replay()
            .filter(
                replay ->
                    replay.outcome() == ReplayCheck.Outcome.PASSED
                        || replay.outcome() == ReplayCheck.Outcome.NOT_NEEDED)
            .isPresent();
    return replayed && KnownTests.executed(reports.cases()).size() >= base.executed().size();
  }

  private List<TestId> unagreed(List<TestId> tests) {
    List<TestId> rest = new ArrayList<>();
    for (TestId test : tests) {
      agreements.find(test).ifPresentOrElse(agreed::add, () -> rest.add(test));
    }
    return rest;
  }
}
