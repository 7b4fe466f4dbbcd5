package dev.loopgen.core;

import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.internal.run.UnjudgedChange;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The change in a work tree, before a run judges it. Looking at it runs nothing and writes nothing,
 * and what it shows is no verdict. What the change is judged by is read once; the files are read
 * again on each call. Not for several threads.
 */
public final class WorkInProgress {

  private final UnjudgedChange change;

  WorkInProgress(UnjudgedChange change) {
    this.change = change;
  }

  /**
   * Returns the loop that a run would judge the change by.
   *
   * @return the loop, from the base
   */
  public LoopSpec loop() {
    return change.loop();
  }

  /**
   * Says which rule is against writing a file, as far as its path shows: it is forbidden, belongs
   * to git or to loopgen, or defines what CI runs. A path that leads there through a symbolic link
   * counts too.
   *
   * @param file an absolute path, or one relative to the current directory; it need not exist
   * @return the rule; empty if none is known, and for a file outside the work tree
   */
  public Optional<BlockReason> protection(Path file) {
    return change.protection(file);
  }

  /**
   * Returns the tree on disk as a run that starts now would judge it. Reads the work tree.
   *
   * @return the id of the tree
   * @throws dev.loopgen.api.RepositoryException if the work tree cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  public GitId tree() throws InterruptedException {
    return change.tree();
  }

  /**
   * Tells whether there is nothing to judge. Reads the work tree.
   *
   * @return true if neither a judged nor a forbidden file differs from the base, and the base is one
   *     that no commit of the change can hide below: false for HEAD of a clone that knows no other
   *     place where its commits are
   * @throws dev.loopgen.api.RepositoryException if the work tree cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean isNone() throws InterruptedException {
    return change.isNone();
  }
}
