package dev.loopgen.api.tree;

import java.util.Objects;

/**
 * Reads a repository: resolves the base of a change and takes snapshots of the work tree.
 *
 * <p>Implementations must meet these requirements:
 *
 * <ul>
 *   <li>They treat names as bytes.
 *   <li>No setting outside the change (index flags, configuration, environment, ignore rules of the
 *       clone or the user) can hide a change.
 *   <li>They never follow symbolic links, open special files or execute anything.
 *   <li>They throw if a state cannot be determined, and never return an empty answer instead.
 *   <li>They are thread-safe and block while they read.
 * </ul>
 */
public interface ChangeDetector {

  /**
   * Returns the work tree that this detector reads.
   *
   * @return the work tree
   * @throws dev.loopgen.api.RepositoryException if there is no readable repository
   */
  WorkTree workTree();

  /**
   * Resolves the base of a change once; everything read through the result belongs to one commit.
   *
   * @param request what the caller trusts and requests
   * @return the base
   * @throws dev.loopgen.api.RepositoryException if there is no readable repository, or the base
   *     does not resolve
   * @throws InterruptedException if the thread is interrupted
   */
  Base resolveBase(BaseRequest request) throws InterruptedException;

  /**
   * Takes a snapshot of the work tree.
   *
   * @param request what to cover
   * @return what is on disk
   * @throws dev.loopgen.api.RepositoryException if a part of the work tree that must be covered
   *     cannot be read, or the repository uses an unsupported feature
   * @throws InterruptedException if the thread is interrupted; no thread is left running
   */
  TreeSnapshot snapshot(SnapshotRequest request) throws InterruptedException;

  /**
   * A change of one path by one commit.
   *
   * @param commit the commit
   * @param change what it did, relative to its first parent
   */
  record CommittedChange(GitId commit, PathChange change) {

    public CommittedChange {
      Objects.requireNonNull(commit, "commit");
      Objects.requireNonNull(change, "change");
    }
  }
}
