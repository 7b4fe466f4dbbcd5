package dev.loopgen.core.internal.run;

import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.driven.confine.ProtectedPaths;
import dev.loopgen.core.internal.guard.ForbiddenPathGuard;
import dev.loopgen.core.internal.guard.GuardedLinks;
import dev.loopgen.core.internal.tree.DeclaredOutputs;
import java.nio.file.Path;
import java.util.ArrayList;
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
    return new UnjudgedChange(
        parts, new Preparation(parts, nobodySigns).prepare(request, List.of()));
  }

  /** Returns the loop that a run would use. */
  public LoopSpec loop() {
    return run.spec().loop();
  }

  /** Says why a file should not be written; empty if nothing is known against it. */
  public Optional<BlockReason> protection(Path file) {
    return new ProtectedPaths(
            run.workTree(), run.request().specFile(), run.base(), run.links().patterns().patterns())
        .check(file);
  }

  /** Takes a snapshot of the tree on disk, as a run that starts now would judge it. */
  public TreeSnapshot look() throws InterruptedException {
    GuardedLinks links = run.links();
    SnapshotRequest request =
        new SnapshotRequest(run.base(), links.patterns(), run.request().hashing());
    return DeclaredOutputs.of(loop().outputs(), links.patterns(), run.base(), run.workTree())
        .without(parts.detector().snapshot(request));
  }

  /** Returns what a run would refuse about a snapshot whatever its commands say. */
  public List<Failure> violations(TreeSnapshot tree) {
    List<Failure> all = new ArrayList<>();
    run.spec().specChange().ifPresent(all::add);
    all.addAll(
        new ForbiddenPathGuard(run.spec(), run.links(), run.base(), run.workTree(), run.memory())
            .judge(
                tree,
                tree.changesSince(run.base()),
                run.history(),
                run.reviewed(),
                run.acknowledged())
            .violations());
    return List.copyOf(all);
  }

  /**
   * Tells whether a snapshot has no change: no file differs from the base, none is hidden in
   * another repository, and the base is none that commits of the change may precede.
   */
  public boolean isNone(TreeSnapshot tree) {
    Base base = run.base();
    boolean known =
        !base.guessed() && (base.rule() != Base.Rule.HEAD || base.trustedTree().isPresent());
    return known && tree.opaque().isEmpty() && tree.changesSince(base).isEmpty();
  }
}
