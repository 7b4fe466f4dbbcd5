package dev.loopgen.core.internal.run;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.guard.GuardedLinks;

/** A tree before anything is done with it, and all links that count in it. */
record FirstLook(TreeSnapshot tree, GuardedLinks links) {

  private static final int MAX_ROUNDS = 20;

  /** Takes a snapshot of the tree. */
  @FunctionalInterface
  interface Camera {

    /** Watches what is guarded, and what the links that are known lead to. */
    TreeSnapshot snapshot(GuardedLinks known) throws InterruptedException;
  }

  /**
   * Takes a snapshot, again and again as long as links of the last one lead to more files that must
   * be watched.
   *
   * @throws RepositoryException if there is no end to it
   */
  static FirstLook of(PreparedRun run, Camera camera) throws InterruptedException {
    GuardedLinks known = run.links();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      TreeSnapshot tree = camera.snapshot(known);
      GuardedLinks links = known.and(tree, run.base());
      if (links.patterns().patterns().size() == known.patterns().patterns().size()) {
        return new FirstLook(tree, links);
      }
      known = links;
    }
    throw new RepositoryException(
        "Guarded links lead from one to the next more than " + MAX_ROUNDS + " times.");
  }
}
