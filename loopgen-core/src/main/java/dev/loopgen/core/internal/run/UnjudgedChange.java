package dev.loopgen.core.internal.run;

import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.driven.confine.ProtectedPaths;
import dev.loopgen.core.internal.guard.ForbiddenPathGuard;
import dev.loopgen.core.internal.guard.GuardedLinks;
import dev.loopgen.core.internal.tree.DeclaredOutputs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A change as a run would find it. Runs nothing and writes nothing. */
public final class UnjudgedChange {

  private final RunPipeline.Parts parts;
  private final PreparedRun run;

  private UnjudgedChange(RunPipeline.Parts parts, PreparedRun run) {
    this.parts = parts;
    this.run = run;
  }

  /**
   * Reads what a run would be judged by.
   *
   * @param request the run, which must be a dry one
   */
  public static UnjudgedChange of(RunPipeline.Parts parts, RunRequest request)
      throws InterruptedException {
    if (!request.dryRun()) {
      throw new IllegalArgumentException("what only looks must be asked for a dry run");
    }
    AttestationStep nobodySigns = new AttestationStep(null, parts.project());
    return new UnjudgedChange(parts, new Preparation(parts, nobodySigns).prepare(request));
  }

  /** Returns the loop that a run would use. */
  public LoopSpec loop() {
    return run.spec().loop();
  }

  /** Says why a file should not be written; empty if nothing is known against it. */
  public Optional<BlockReason> protection(Path file) {
    return new ProtectedPaths(
            run.workTree(),
            run.request().specFile(),
            run.base(),
            run.links().patterns().patterns())
        .check(file);
  }

  /** Returns the id of the tree on disk, as a run that starts now would judge it. */
  public GitId tree() throws InterruptedException {
    return look().treeId();
  }

  /**
   * Tells whether there is nothing to judge: no file differs from the base, nothing forbidden does
   * in any way that a run would find, and the base is none that commits of the change may precede.
   */
  public boolean isNone() throws InterruptedException {
    Base base = run.base();
    boolean known =
        !base.guessed() && (base.rule() != Base.Rule.HEAD || base.trustedTree().isPresent());
    return known && isNone(look());
  }

  private boolean isNone(TreeSnapshot tree) {
    List<PathChange> changes = tree.changesSince(run.base());
    return changes.isEmpty()
        && run.spec().specChange().isEmpty()
        && new ForbiddenPathGuard(
                run.spec(), run.links(), run.base(), run.workTree(), run.memory())
            .judge(tree, changes, run.history(), run.reviewed(), run.acknowledged())
            .violations()
            .isEmpty();
  }

  private TreeSnapshot look() throws InterruptedException {
    GuardedLinks links = run.links();
    return DeclaredOutputs.of(loop().outputs(), links.patterns(), run.base(), run.workTree())
        .without(
            parts
                .detector()
                .snapshot(
                    new SnapshotRequest(
                        run.base(), links.patterns(), run.request().hashing())));
  }
}
