package dev.loopgen.core.internal.tests.replay;

import dev.loopgen.api.tests.CanaryCheck;
import dev.loopgen.api.tests.CanaryCheck.Outcome;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestOutcome;
import dev.loopgen.core.internal.tests.canary.Canary;
import java.util.List;

/** Judges runs to which tests that must fail were added. */
final class CanaryJudge {

  private final Canary canary;

  CanaryJudge(Canary canary) {
    this.canary = canary;
  }

  /** Tells whether a run reports all of them as failed, and a command as well. */
  boolean isReported(TreeRun run) {
    List<TestCase> own = own(run);
    return !run.failedCommands().isEmpty()
        && own.size() >= canary.tests()
        && own.stream().allMatch(test -> test.outcome() == TestOutcome.FAILED);
  }

  /** Tells whether any of them passed, which no honest runner reports. */
  boolean isFalse(TreeRun run) {
    return own(run).stream().anyMatch(test -> test.outcome() == TestOutcome.PASSED);
  }

  private List<TestCase> own(TreeRun run) {
    return run.tests().cases().stream().filter(canary::owns).toList();
  }

  CanaryCheck reported() {
    return new CanaryCheck(canary.runner(), Outcome.REPORTED, "");
  }

  CanaryCheck unclear(String detail) {
    return new CanaryCheck(canary.runner(), Outcome.UNCLEAR, detail);
  }

  /** Describes what a run that is not honest did. */
  CanaryCheck subverted(TreeRun run) {
    List<TestCase> own = own(run);
    boolean passed = isFalse(run);
    String detail =
        passed
            ? "its report says that it passed"
            : own.size() < canary.tests()
                ? "no report has it"
                : own.stream().anyMatch(test -> test.outcome() == TestOutcome.SKIPPED)
                    ? "its report says that it was skipped"
                    : "the command passed";
    return new CanaryCheck(canary.runner(), Outcome.SUBVERTED, detail);
  }
}
