package dev.loopgen.core.internal.tests.replay;

import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.tests.RedCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Demands a red test of each file or class that has added or edited ones. Others beside it may pass
 * on the base, as the cases do that never were wrong.
 */
final class RedDemand {

  private RedDemand() {}

  /** Returns what fails the change; empty if nothing does. */
  static Optional<TestFailure> missed(RedCheck check) {
    List<RedCheck.AddedTest> green =
        groups(check).values().stream()
            .filter(group -> group.stream().noneMatch(test -> test.kind().isRed()))
            .flatMap(List::stream)
            .toList();
    if (green.isEmpty() && check.detail().isEmpty()) {
      return Optional.empty();
    }
    String detail =
        green.stream()
            .map(test -> test.kind().describe())
            .distinct()
            .sorted()
            .reduce((one, other) -> one + "; " + other)
            .orElse(check.detail());
    return Optional.of(
        new TestFailure.NewTestsPassOnBase(
            green.stream().map(RedCheck.AddedTest::id).toList(), detail));
  }

  private static Map<List<String>, List<RedCheck.AddedTest>> groups(RedCheck check) {
    Map<List<String>, List<RedCheck.AddedTest>> groups =
        new TreeMap<>(Comparator.comparing(List::toString));
    Stream.of(check.tests(), check.changed())
        .flatMap(List::stream)
        .forEach(
            test -> {
              List<String> group = new ArrayList<>(test.id().suites());
              group.add(0, test.id().file());
              groups.computeIfAbsent(group, absent -> new ArrayList<>()).add(test);
            });
    return groups;
  }
}
