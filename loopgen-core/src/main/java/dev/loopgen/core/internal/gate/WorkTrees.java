package dev.loopgen.core.internal.gate;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.expectation.ChangeExpectation;
import dev.loopgen.core.internal.guard.GuardedLinks;
import dev.loopgen.core.internal.ledger.history.RunHistory;
import dev.loopgen.core.internal.tree.DeclaredOutputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads the work tree for each loop, once per base. */
final class WorkTrees {

  private final EvidenceGate.Parts parts;
  private final RunHistory history;
  private final WorkTree workTree;

  WorkTrees(EvidenceGate.Parts parts, RunHistory history) {
    this.parts = parts;
    this.history = history;
    this.workTree = parts.detector().workTree();
  }

  /**
   * Determines what each loop expects.
   *
   * @param loops the loops; empty means the only loop of the spec
   * @throws dev.loopgen.api.SpecException if there is no such loop
   * @throws RepositoryException if the loops do not see the same tree
   */
  List<LoopExpectation> expected(List<String> loops) throws InterruptedException {
    List<ChangeExpectation> all = new ArrayList<>();
    if (loops.isEmpty()) {
      all.add(expectations(Optional.empty()));
    }
    for (String loop : loops) {
      all.add(expectations(Optional.of(loop)));
    }
    Map<Optional<GitId>, TreeSnapshot> trees = snapshots(all);
    if (trees.values().stream().map(TreeSnapshot::treeId).distinct().count() > 1) {
      throw new RepositoryException(
          "The loops see different trees: the work tree changed while it was read, or its"
              + " .gitattributes between their bases. Decide again, or trust one revision, which"
              + " then is the base of all loops.");
    }
    List<LoopExpectation> expected =
        all.stream()
            .map(each -> expected(each, Objects.requireNonNull(trees.get(each.base().commit()))))
            .toList();
    if (expected.stream().map(LoopExpectation::treeHex).distinct().count() > 1) {
      throw new RepositoryException(
          "The loops leave different files out of the tree. Declare the same verification.outputs"
              + " in each of them, or remove what the commands left.");
    }
    return expected;
  }

  private LoopExpectation expected(ChangeExpectation each, TreeSnapshot tree) {
    GuardedLinks guarded =
        GuardedLinks.of(each.spec().forbiddenPaths(), each.base(), workTree).and(tree, each.base());
    TreeSnapshot judged =
        DeclaredOutputs.of(each.spec().loop().outputs(), guarded.patterns(), each.base(), workTree)
            .without(tree);
    return new LoopExpectation(each.base(), each.spec(), guarded, judged);
  }

  private ChangeExpectation expectations(Optional<String> loop) throws InterruptedException {
    RunRequest.Builder request = RunRequest.builder().specFile(parts.specFile());
    loop.ifPresent(request::loop);
    return ChangeExpectation.of(parts.detector(), parts.trust(), request.build(), history);
  }

  private Map<Optional<GitId>, TreeSnapshot> snapshots(List<ChangeExpectation> all)
      throws InterruptedException {
    Map<Optional<GitId>, TreeSnapshot> trees = new HashMap<>();
    for (ChangeExpectation each : all) {
      Base base = each.base();
      if (!trees.containsKey(base.commit())) {
        List<PathPattern> patterns =
            all.stream()
                .filter(other -> other.base().commit().equals(base.commit()))
                .flatMap(other -> other.spec().forbiddenPaths().stream())
                .distinct()
                .toList();
        SnapshotRequest request =
            new SnapshotRequest(
                base, GuardedLinks.of(patterns, base, workTree).patterns(), HashingMode.CONTENT);
        trees.put(base.commit(), parts.detector().snapshot(request));
      }
    }
    return trees;
  }
}
