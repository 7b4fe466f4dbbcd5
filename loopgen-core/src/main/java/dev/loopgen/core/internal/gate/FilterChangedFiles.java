package dev.loopgen.core.internal.gate;

import dev.loopgen.api.tree.TreeSnapshot;
import java.util.stream.Collectors;

/** Names the files that cannot be compared because a filter changes their bytes. */
final class FilterChangedFiles {

  private static final int MAX_NAMES = 5;

  private FilterChangedFiles() {}

  static String describe(TreeSnapshot tree) {
    String names =
        tree.filtered().keySet().stream()
            .limit(MAX_NAMES)
            .map(path -> path + " (" + tree.unrendered().get(path) + ")")
            .collect(Collectors.joining(", "));
    int more = tree.filtered().size() - MAX_NAMES;
    return "On disk "
        + names
        + (more > 0 ? " and " + more + " more" : "")
        + " cannot be compared with the commit.";
  }
}
