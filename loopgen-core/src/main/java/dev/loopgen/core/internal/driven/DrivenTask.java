package dev.loopgen.core.internal.driven;

import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.driven.confine.Confinement;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a model is to do, and within which bounds.
 *
 * @param runId the id of the run
 * @param loop the loop
 * @param base the base of the change
 * @param workTree the work tree and the project in it
 * @param project the project's directory, without links
 * @param specFile the spec file, relative to the project
 * @param guard the loop's patterns, and those for the targets of guarded links
 * @param start the tree at the start
 * @param dryRun whether nothing may be changed and no command run
 */
public record DrivenTask(
    String runId,
    LoopSpec loop,
    Base base,
    WorkTree workTree,
    Path project,
    String specFile,
    PathPatterns guard,
    TreeSnapshot start,
    boolean dryRun) {

  Confinement.Rules rules() {
    List<PathPattern> forbidden = guard.patterns();
    return new Confinement.Rules(
        base, workTree, specFile, loop.commands(), forbidden, loop.outputs());
  }

  /** Returns the commands that the model may have run. */
  Set<String> allowedCommands() {
    Set<String> allowed = new LinkedHashSet<>(loop.commands());
    allowed.addAll(loop.allowedCommands());
    return allowed;
  }
}
