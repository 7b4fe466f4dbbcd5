package dev.loopgen.core.internal.tests.report;

import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * How runs of the same tree differ.
 *
 * @param attempts how many there were
 * @param passed in how many every command passed
 * @param tests the tests that did not end the same in each, or are not in each
 * @param repeated the tests that a runner repeated, with different outcomes
 */
public record FlakyTests(int attempts, int passed, List<TestId> tests, List<TestId> repeated) {

  public FlakyTests {
    tests = List.copyOf(tests);
    repeated = List.copyOf(repeated);
  }

  /**
   * One run.
   *
   * @param passed whether every command passed
   * @param tests the tests in its reports
   */
  public record Attempt(boolean passed, List<TestCase> tests) {

    public Attempt {
      tests = List.copyOf(tests);
    }
  }

  /**
   * Compares runs.
   *
   * @param attempts the runs, at least one
   */
  public static FlakyTests between(List<Attempt> attempts) {
    Map<TestId, TestOutcome> first = outcomes(attempts.get(0).tests());
    Collection<TestId> differing = new TreeSet<>();
    Collection<TestId> repeated = new TreeSet<>();
    for (Attempt attempt : attempts) {
      Map<TestId, TestOutcome> now = outcomes(attempt.tests());
      now.forEach(
          (test, outcome) -> {
            if (outcome != first.get(test)) {
              differing.add(test);
            }
          });
      first.keySet().stream().filter(test -> !now.containsKey(test)).forEach(differing::add);
      attempt.tests().stream().filter(TestCase::flaky).forEach(test -> repeated.add(test.id()));
    }
    return new FlakyTests(
        attempts.size(),
        (int) attempts.stream().filter(Attempt::passed).count(),
        List.copyOf(differing),
        List.copyOf(repeated));
  }

  private static Map<TestId, TestOutcome> outcomes(List<TestCase> tests) {
    Map<TestId, TestOutcome> outcomes = new HashMap<>();
    tests.forEach(test -> outcomes.put(test.id(), test.outcome()));
    return outcomes;
  }

  /** Tells whether the runs differ. */
  public boolean isFlaky() {
    return !tests.isEmpty() || passed > 0 && passed < attempts;
  }

  /** Describes how they differ, as a clause. */
  public String detail() {
    return "the commands passed in " + passed + " of " + attempts + " attempts";
  }
}
