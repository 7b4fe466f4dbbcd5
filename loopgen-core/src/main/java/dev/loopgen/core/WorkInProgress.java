package dev.loopgen.core;

import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.run.UnjudgedChange;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
   * What the work tree shows at one moment.
   *
   * @param tree the tree, as a run that starts then would judge it
   * @param none whether there is no change: no judged file differs from the base, no repository
   *     that git does not look into can hide one, and the base is one that no commit of the change
   *     can hide below. False for HEAD of a clone that knows no other place where its commits are
   * @param violations what a run would refuse whatever its commands say: changes of the spec and of
   *     forbidden paths, also of ignored ones
   */
  public record Sight(GitId tree, boolean none, List<Failure> violations) {

    /** Copies the list. */
    public Sight {
      Objects.requireNonNull(tree, "tree");
      violations = List.copyOf(violations);
    }
  }

  /**
   * Looks at the work tree.
   *
   * @return what it shows now
   * @throws dev.loopgen.api.RepositoryException if the work tree cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  public Sight look() throws InterruptedException {
    TreeSnapshot tree = change.look();
    return new Sight(tree.treeId(), change.isNone(tree), change.violations(tree));
  }
}
