package dev.loopgen.core.internal.run;

import dev.loopgen.api.tests.BaseTests;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tests of the base, and where they are known from.
 *
 * @param source where from
 * @param detail the entry, or why; possibly empty
 * @param cases the tests
 */
record KnownTests(BaseTests.Source source, String detail, List<TestCase> cases) {

  KnownTests {
    cases = List.copyOf(cases);
  }

  BaseTests asBase() {
    return new BaseTests(source, detail);
  }

  Set<TestId> executed() {
    return executed(cases);
  }

  /** Returns the tests that were executed. */
  static Set<TestId> executed(List<TestCase> cases) {
    Set<TestId> executed = new TreeSet<>();
    cases.stream()
        .filter(test -> test.outcome().executed())
        .forEach(test -> executed.add(test.id()));
    return executed;
  }
}
