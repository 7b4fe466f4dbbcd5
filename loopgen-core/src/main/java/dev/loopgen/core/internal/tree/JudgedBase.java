package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.git.CommitBase;
import dev.loopgen.core.internal.git.GitTree;
import dev.loopgen.core.internal.git.SortedArrayMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A base without loopgen's committed outputs. */
final class JudgedBase implements Base {

  private final CommitBase base;
  private final LoopgenOutputs outputs;
  private @Nullable SortedArrayMap<RepoPath, TreeEntry> tree;
  private @Nullable NavigableMap<RepoPath, TreeEntry> trustedTree;
  private @Nullable Base expectations;
  private @Nullable NavigableMap<RepoPath, TreeEntry> found;

  JudgedBase(CommitBase base, LoopgenOutputs outputs) {
    this.base = base;
    this.outputs = outputs;
  }

  @Override
  public Optional<GitId> commit() {
    return base.commit();
  }

  @Override
  public Base.Rule rule() {
    return base.rule();
  }

  @Override
  public boolean guessed() {
    return base.guessed();
  }

  @Override
  public Optional<String> reference() {
    return base.reference();
  }

  @Override
  public GitId treeId() {
    return base.treeId();
  }

  @Override
  public synchronized NavigableMap<RepoPath, TreeEntry> tree() {
    if (tree == null) {
      tree = SortedArrayMap.copyOf(LoopgenOutputs.without(base.tree(), outputs()));
    }
    return tree;
  }

  @Override
  public synchronized Base expectations() {
    if (expectations == null) {
      CommitBase found = base.expectations();
      expectations = found == base ? this : new JudgedBase(found, outputs);
    }
    return expectations;
  }

  @Override
  public Optional<TreeEntry> entry(RepoPath path) {
    return base.entry(path)
        .filter(
            entry -> !outputs.mayBeCommitted(path, entry.mode()) || !outputs().containsKey(path));
  }

  private synchronized NavigableMap<RepoPath, TreeEntry> outputs() {
    if (found == null) {
      found =
          new CommittedOutputs(outputs, base.tree(), path -> base.read(path).orElseThrow())
              .find(true);
    }
    return found;
  }

  /**
   * Reads what a partial clone may lack.
   *
   * @throws dev.loopgen.api.RepositoryException if any of it is missing or damaged
   */
  void requireObjects() {
    base.requireObjects();
  }

  /** Returns the whole tree of the base, including the outputs. */
  GitTree committed() {
    return base.gitTree();
  }

  @Override
  public synchronized Optional<NavigableMap<RepoPath, TreeEntry>> trustedTree() {
    if (trustedTree == null) {
      trustedTree =
          base.trustedTree()
              .map(trusted -> LoopgenOutputs.without(trusted, outputs.in(trusted)))
              .orElse(null);
    }
    return Optional.ofNullable(trustedTree);
  }

  @Override
  public Optional<byte[]> read(RepoPath path) {
    return base.read(path);
  }

  @Override
  public boolean ignores(RepoPath path) {
    return base.ignores(path);
  }

  @Override
  public List<ChangeDetector.CommittedChange> history(PathPatterns guard) {
    return base.history(guard).stream().filter(committed -> !isOutput(committed)).toList();
  }

  private boolean isOutput(ChangeDetector.CommittedChange committed) {
    TreeEntry before = committed.change().before();
    TreeEntry after = committed.change().after();
    TreeEntry present = after == null ? Objects.requireNonNull(before) : after;
    boolean wasOutput =
        before == null || outputs.mayBeCommitted(committed.change().path(), before.mode());
    return wasOutput && outputs.mayBeCommitted(committed.change().path(), present.mode());
  }
}
