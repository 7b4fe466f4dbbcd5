package dev.loopgen.report.internal;

import dev.loopgen.api.governance.GroupedFigures;
import dev.loopgen.api.governance.RunFigures.CommandTally;
import dev.loopgen.api.governance.RunFigures.PatternTally;
import dev.loopgen.api.governance.RunTally;
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

  private static <T> List<Map.Entry<String, T>> sorted(
      Map<String, T> groups, ToLongFunction<T> count) {
    Comparator<Map.Entry<String, T>> most =
        Comparator.comparingLong(group -> count.applyAsLong(group.getValue()));
    return groups.entrySet().stream()
        .sorted(most.reversed().thenComparing(Map.Entry::getKey))
        .toList();
  }
}
