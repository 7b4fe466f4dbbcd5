package dev.loopgen.api.tree;

import java.util.Collections;
import java.util.Set;

/**
 * Which paths git is told not to look at on disk. A snapshot looks at them all the same; only a
 * path that a sparse checkout leaves out may be absent.
 *
 * @param sparse whether the settings say that not every file is checked out
 * @param skipWorktree the paths whose index entry is marked as not checked out
 * @param assumeUnchanged the paths whose index entry is marked as unchanged
 * @param notCheckedOut the paths that a sparse checkout leaves out; they count as their index entry
 *     says, which is what the base says
 */
public record CheckoutState(
    boolean sparse,
    Set<RepoPath> skipWorktree,
    Set<RepoPath> assumeUnchanged,
    Set<RepoPath> notCheckedOut) {

  /** Everything is checked out, and no path is marked. */
  public static final CheckoutState WHOLE = new CheckoutState(false, Set.of(), Set.of(), Set.of());

  /** Makes the sets unmodifiable; the caller hands over ownership of them. */
  public CheckoutState {
    skipWorktree = Collections.unmodifiableSet(skipWorktree);
    assumeUnchanged = Collections.unmodifiableSet(assumeUnchanged);
    notCheckedOut = Collections.unmodifiableSet(notCheckedOut);
  }
}
