package dev.loopgen.report.internal;

import dev.loopgen.api.governance.GroupedFigures;
import dev.loopgen.api.governance.RunFigures.CommandTally;
import dev.loopgen.api.governance.RunFigures.PatternTally;
import dev.loopgen.api.governance.RunTally;
import dev.loopgen.api.governance.TestFigures.CaseTally;
import dev.loopgen.api.governance.TestTally;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Orders groups by importance, the most important first. */
final class GroupOrder {

  private GroupOrder() {}

  static List<Map.Entry<String, RunTally>> byRuns(GroupedFigures<RunTally> groups) {
    return sorted(groups.named(), RunTally::runs);
  }

  /** Returns the commands that failed at least once. */
  static List<Map.Entry<String, CommandTally>> failing(GroupedFigures<CommandTally> groups) {
    return sorted(groups.named(), CommandTally::failed).stream()
        .filter(command -> command.getValue().failed() > 0)
        .toList();
  }

  static List<Map.Entry<String, PatternTally>> byPaths(GroupedFigures<PatternTally> groups) {
    return sorted(groups.named(), PatternTally::runs);
  }

  static List<Map.Entry<String, TestTally>> byTestRuns(GroupedFigures<TestTally> groups) {
    return sorted(groups.named(), TestTally::runs);
  }

  /** Returns the tests that a run named as failed, flaky, lost or newly skipped. */
  static List<Map.Entry<String, CaseTally>> concerning(GroupedFigures<CaseTally> tests) {
    return sorted(tests.named(), CaseTally::concerns).stream()
        .filter(test -> test.getValue().concerns() > 0)
        .toList();
  }

  /** Returns the tests that a run named among its slowest. */
  static List<Map.Entry<String, CaseTally>> slowest(GroupedFigures<CaseTally> tests) {
    return sorted(tests.named(), test -> test.longest().toMillis()).stream()
        .filter(test -> test.getValue().longest().toMillis() > 0)
        .toList();
  }

  private static <T> List<Map.Entry<String, T>> sorted(
      Map<String, T> groups, ToLongFunction<T> count) {
    Comparator<Map.Entry<String, T>> most =
        Comparator.comparingLong(group -> count.applyAsLong(group.getValue()));
    return groups.entrySet().stream()
        .sorted(most.reversed().thenComparing(Map.Entry::getKey))
        .toList();
  }
}
