package dev.loopgen.api.tree;

import java.util.Collections;
import java.util.Set;

/**
 * The paths that git is configured not to examine on disk. A snapshot examines them anyway; only a
 * path excluded by a sparse checkout may be absent.
 *
 * @param sparse whether sparse checkout is enabled
 * @param skipWorktree the paths whose index entry has the skip-worktree flag
 * @param assumeUnchanged the paths whose index entry has the assume-unchanged flag
 * @param notCheckedOut the paths excluded by the sparse checkout; they count as their index
 *     entries, which equal the base
 */
public record CheckoutState(
    boolean sparse,
    Set<RepoPath> skipWorktree,
    Set<RepoPath> assumeUnchanged,
    Set<RepoPath> notCheckedOut) {

  /** Everything is checked out, and no path is flagged. */
  public static final CheckoutState WHOLE = new CheckoutState(false, Set.of(), Set.of(), Set.of());

  /** Makes the sets unmodifiable without copying; the caller must not modify them afterwards. */
  public CheckoutState {
    skipWorktree = Collections.unmodifiableSet(skipWorktree);
    assumeUnchanged = Collections.unmodifiableSet(assumeUnchanged);
    notCheckedOut = Collections.unmodifiableSet(notCheckedOut);
  }
}
