package dev.loopgen.api.tree;

import java.util.Objects;

/**
 * Looks at a repository: resolves the base that a change is judged against and takes snapshots of
 * what is on disk.
 *
 * <p>An implementer owes: names as bytes; no setting that the author of a change can make on the
 * side (index flags, configuration, environment, ignore rules of the clone or the user) hides a
 * change; symbolic links are never followed; special files are never opened; nothing is executed; a
 * state that cannot be determined is an exception, never an empty answer. Implementations are
 * thread-safe and block while they read.
 */
public interface ChangeDetector {

  /**
   * Tells which work tree this detector looks at.
   *
   * @return the work tree
   * @throws dev.loopgen.api.RepositoryException if there is no readable repository
   */
  WorkTree workTree();

  /**
   * Resolves the base of a change, once; everything read through the result belongs to one commit.
   *
   * @param request what the caller trusts and asks for
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
   * @throws dev.loopgen.api.RepositoryException if any part of the work tree that must be covered
   *     cannot be read, or the repository uses a feature that is not supported
   * @throws InterruptedException if the thread is interrupted; no thread is left running
   */
  TreeSnapshot snapshot(SnapshotRequest request) throws InterruptedException;

  /**
   * A change of one path made by one commit.
   *
   * @param commit the commit
   * @param change what it did, relative to its first parent
   */
  record CommittedChange(GitId commit, PathChange change) {

    public CommittedChange {
      Objects.requireNonNull(commit);
      Objects.requireNonNull(change);
    }
  }
}
