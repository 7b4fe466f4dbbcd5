package dev.loopgen.core.internal.tests.replay;

import dev.loopgen.api.tests.TestCase;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the reports of a run over an export say.
 *
 * @param cases the tests, each with an identity of its own
 * @param unloaded the files that a runner reports because they did not load, which are no tests
 * @param problems why reports do not count, a clause each
 */
public record ReportedTests(List<TestCase> cases, List<TestCase> unloaded, List<String> problems) {

  /** Nothing, as of a loop without reports. */
  public static final ReportedTests NONE = new ReportedTests(List.of(), List.of(), List.of());

  public ReportedTests {
    cases = List.copyOf(cases);
    unloaded = List.copyOf(unloaded);
    problems = List.copyOf(problems);
  }

  ReportedTests without(Predicate<TestCase> which) {
    return new ReportedTests(
        cases.stream().filter(which.negate()).toList(),
        unloaded.stream().filter(which.negate()).toList(),
        problems);
  }
}
