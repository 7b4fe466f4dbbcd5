package dev.loopgen.core.internal.run;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.internal.text.FirstNames;
import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.tests.BaseTests;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.core.internal.guard.Acknowledgements;
import dev.loopgen.core.internal.tests.report.FlakyTests;
import java.util.ArrayList;
import java.util.List;

/** What a reader should know of the tests of a run, beside its failures. */
final class TestWarnings {

  private TestWarnings() {}

  /**
   * @param edits the digest of what the change does to test files
   */
  static List<String> of(
      TestEvidence evidence, List<TestFailure> failures, FlakyTests attempts, Sha256 edits) {
    List<String> warnings = new ArrayList<>();
    if (failures.stream().anyMatch(TestWarnings::canBeAgreedOn)) {
      warnings.add(
          "Whoever reviews these edits of tests can agree to them at the base, in tests of "
              + Acknowledgements.FILE
              + ", with the content sha256:"
              + edits.hex()
              + ".");
    }
    BaseTests base = evidence.base();
    if (base.source() == BaseTests.Source.UNKNOWN && !evidence.reports().isEmpty()) {
      warnings.add(
          "The tests of the base are not known"
              + (base.detail().isEmpty() ? "" : " (" + base.detail() + ")")
              + ", so none can be missed.");
    }
    boolean lostWithoutFailure =
        !evidence.lost().isEmpty()
            && failures.stream().noneMatch(it -> it instanceof TestFailure.TestsLost);
    if (lostWithoutFailure) {
      warnings.add(
          "Tests of the base have other names now, or were agreed to be removed ("
              + evidence.lost().size()
              + "): "
              + named(evidence.lost())
              + ".");
    }
    if (!attempts.repeated().isEmpty()) {
      warnings.add(
          "The runner repeated tests until they passed: " + named(attempts.repeated()) + ".");
    }
    boolean flakyWithoutFailure =
        attempts.isFlaky() && failures.stream().noneMatch(TestFailure.Flaky.class::isInstance);
    if (flakyWithoutFailure) {
      warnings.add(
          "Flaky, which the policy at the base takes as a warning ("
              + attempts.detail()
              + "): "
              + named(attempts.tests())
              + ".");
    }
    if (evidence.earlierFailures() > 0) {
      warnings.add(
          "Earlier runs of this very tree failed ("
              + evidence.earlierFailures()
              + "). One that passes after that may be luck.");
    }
    return warnings;
  }

  private static boolean canBeAgreedOn(TestFailure failure) {
    return failure instanceof TestFailure.TestsLost
        || failure instanceof TestFailure.TestsNewlySkipped
        || failure instanceof TestFailure.BaseTestsFail
        || failure instanceof TestFailure.ReplayImpossible;
  }

  private static String named(List<TestId> tests) {
    return FirstNames.of(tests.stream().map(TestId::text).toList(), TestFailure.MAX_NAMED);
  }
}
