package dev.loopgen.core.internal.tests.report;

import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How runs of the same tree differ.
 *
 * @param attempts how many there were
 * @param passed in how many every command passed
 * @param tests the tests that did not end the same in each, or are not in each, others with the
 *     same outcomes in their place excepted
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
            if (first.containsKey(test) && outcome != first.get(test)) {
              differing.add(test);
            }
          });
      differing.addAll(unmatched(without(first, now), without(now, first)));
      attempt.tests().stream().filter(TestCase::flaky).forEach(test -> repeated.add(test.id()));
    }
    return new FlakyTests(
        attempts.size(),
        (int) attempts.stream().filter(Attempt::passed).count(),
        List.copyOf(differing),
        List.copyOf(repeated));
  }

  private static Map<TestId, TestOutcome> without(
      Map<TestId, TestOutcome> tests, Map<TestId, TestOutcome> others) {
    Map<TestId, TestOutcome> rest = new HashMap<>(tests);
    rest.keySet().removeAll(others.keySet());
    return rest;
  }

  /** Where a test is, and how it ended. */
  private record Place(String file, List<String> suites, TestOutcome outcome) {

    static Place of(Map.Entry<TestId, TestOutcome> test) {
      return new Place(test.getKey().file(), test.getKey().suites(), test.getValue());
    }
  }

  /**
   * Returns the tests that are in one run alone. As many in the same place that ended the same have
   * names that differ each time, with a path or a time in them.
   */
  private static List<TestId> unmatched(
      Map<TestId, TestOutcome> one, Map<TestId, TestOutcome> other) {
    Map<Place, Integer> more = new HashMap<>();
    one.entrySet().forEach(test -> more.merge(Place.of(test), 1, Integer::sum));
    other.entrySet().forEach(test -> more.merge(Place.of(test), -1, Integer::sum));
    return Stream.of(one, other)
        .flatMap(tests -> tests.entrySet().stream())
        .filter(test -> more.getOrDefault(Place.of(test), 0) != 0)
        .map(Map.Entry::getKey)
        .toList();
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
