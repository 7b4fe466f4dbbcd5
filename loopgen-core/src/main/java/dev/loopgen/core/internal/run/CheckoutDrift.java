package dev.loopgen.core.internal.run;

import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot.CheckoutState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Changes that the commands made to the index flags that hide a file from git. A deleted file with
 * such a flag would count as present.
 */
final class CheckoutDrift {

  private CheckoutDrift() {}

  /** Returns each difference as the start of a sentence. */
  static List<String> between(CheckoutState before, CheckoutState after) {
    List<String> moved = new ArrayList<>();
    if (before.sparse() != after.sparse()) {
      moved.add("The sparse checkout was switched " + (after.sparse() ? "on" : "off"));
    }
    add(moved, before.notCheckedOut(), after.notCheckedOut(), "left out by the sparse checkout");
    add(moved, before.skipWorktree(), after.skipWorktree(), "marked skip-worktree");
    add(moved, before.assumeUnchanged(), after.assumeUnchanged(), "marked assume-unchanged");
    return moved;
  }

  private static void add(
      List<String> moved, Set<RepoPath> before, Set<RepoPath> after, String how) {
    if (!before.equals(after)) {
      first(after, before).ifPresent(path -> moved.add("The file " + path + " is now " + how));
      first(before, after)
          .ifPresent(path -> moved.add("The file " + path + " is no longer " + how));
    }
  }

  private static Optional<RepoPath> first(Set<RepoPath> all, Set<RepoPath> without) {
    Set<RepoPath> rest = new TreeSet<>(all);
    rest.removeAll(without);
    return rest.stream().findFirst();
  }
}
