package dev.loopgen.core.internal.driven;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a tree differs from the base, as journals keep it. */
final class TreeChanges {

  private TreeChanges() {}

  /** Returns the changed paths, each with its mode and id, or a hyphen if it is gone. */
  static Map<String, String> of(TreeSnapshot tree, Base base) {
    Map<String, String> changes = new TreeMap<>();
    for (PathChange change : tree.changesSince(base)) {
      changes.put(change.path().display(), text(change.after()));
    }
    return changes;
  }

  static String text(@Nullable TreeEntry entry) {
    return entry == null ? "-" : entry.mode().octal() + " " + entry.id().hex();
  }
}
