package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import java.util.List;
import java.util.Optional;

/** Refuses paths that a forbidden pattern matches in any spelling, for reading too. */
final class ForbiddenPaths implements PathGuard {

  private final PathPatterns patterns;
  private final WorkTree workTree;

  /**
   * Creates the rule.
   *
   * @param patterns the loop's patterns, and those for the targets of guarded links
   */
  ForbiddenPaths(List<PathPattern> patterns, WorkTree workTree) {
    this.workTree = workTree;
    this.patterns =
        PathPatterns.of(
            patterns, new WorkTree(workTree.root(), workTree.project().orElse(null), true));
  }

  @Override
  public void check(NamedPath path, boolean write) throws BlockedException {
    RepoPath folded = workTree.inProject(String.join("/", path.folded()));
    Optional<PathPattern> found =
        patterns.match(path.inRepository()).or(() -> patterns.match(folded));
    if (found.isPresent()) {
      throw new BlockedException(BlockReason.FORBIDDEN_PATH, found.get().text());
    }
  }
}
