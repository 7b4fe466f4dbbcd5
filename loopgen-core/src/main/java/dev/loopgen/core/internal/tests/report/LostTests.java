package dev.loopgen.core.internal.tests.report;

import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tests that are executed at a base and not with a change.
 *
 * @param lost those that no report has any more
 * @param newlySkipped those that are skipped now
 */
public record LostTests(List<TestId> lost, List<TestId> newlySkipped) {

  public LostTests {
    lost = List.copyOf(lost);
    newlySkipped = List.copyOf(newlySkipped);
  }

  /**
   * Compares tests.
   *
   * @param base the tests of the base
   * @param change the tests of the change
   */
  public static LostTests between(Collection<TestCase> base, Collection<TestCase> change) {
    Map<TestId, TestCase> now = new HashMap<>();
    change.forEach(test -> now.put(test.id(), test));
    List<TestId> lost = new ArrayList<>();
    List<TestId> skipped = new ArrayList<>();
    for (TestCase test : base) {
      if (test.outcome().executed()) {
        TestCase found = now.get(test.id());
        if (found == null) {
          lost.add(test.id());
        } else if (!found.outcome().executed()) {
          skipped.add(test.id());
        }
      }
    }
    lost.sort(null);
    skipped.sort(null);
    return new LostTests(lost, skipped);
  }
}
