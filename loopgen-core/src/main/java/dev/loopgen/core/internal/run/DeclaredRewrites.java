package dev.loopgen.core.internal.run;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.expectation.ChosenSpec;
import java.util.List;

/**
 * The files that the commands may rewrite with the same bytes. Swapping a file during the test and
 * putting it back looks the same, so only a reviewed spec can allow it.
 */
final class DeclaredRewrites {

  private final LoopSpec loop;
  private final PathPatterns declared;

  private DeclaredRewrites(LoopSpec loop, PathPatterns declared) {
    this.loop = loop;
    this.declared = declared;
  }

  static DeclaredRewrites of(ChosenSpec spec, WorkTree workTree) {
    boolean reviewed = spec.origin() != ChosenSpec.Origin.FIRST_RUN;
    return new DeclaredRewrites(
        spec.loop(), PathPatterns.of(reviewed ? spec.loop().rewrites() : List.of(), workTree));
  }

  boolean allow(RepoPath path) {
    return declared.match(path).isPresent();
  }

  Failure refusal(RepoPath path) {
    return new Failure.Rewritten(path, loop.commands());
  }
}
