package dev.loopgen.core.internal.tests.report;

import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.core.internal.tests.report.ParsedReport.Case;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers tests that share file, suites and name, executed ones first, so that the numbers of a set
 * of tests do not depend on which of them a runner skips.
 */
final class CaseNumbers {

  private final Map<Name, int[]> next = new HashMap<>();

  private record Name(String file, List<String> suites, String name) {}

  private CaseNumbers() {}

  /** Prepares the numbering of all cases of some reports. */
  static CaseNumbers of(List<ReadReport> reports) {
    CaseNumbers numbers = new CaseNumbers();
    reports.forEach(report -> report.content().cases().forEach(numbers::count));
    return numbers;
  }

  private void count(Case found) {
    int[] slots = next.computeIfAbsent(name(found), absent -> new int[] {1, 1});
    if (found.outcome().executed()) {
      slots[1]++;
    }
  }

  /** Returns the next case with its number. */
  TestCase numbered(Case found) {
    int[] slots = next.getOrDefault(name(found), new int[] {1, 1});
    int ordinal = found.outcome().executed() ? slots[0]++ : slots[1]++;
    TestId id = new TestId(found.file(), found.suites(), found.name(), ordinal);
    return new TestCase(id, found.outcome(), found.flaky(), found.duration(), found.problems());
  }

  private static Name name(Case found) {
    return new Name(found.file(), found.suites(), found.name());
  }
}
