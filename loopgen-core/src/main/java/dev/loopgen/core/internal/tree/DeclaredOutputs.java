package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileStamp;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.git.GitTree;
import dev.loopgen.core.internal.git.SortedArrayMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Removes the outputs that a spec declares from a snapshot. A path in the index, the base or the
 * trusted revision never counts as an output, nor does a guarded one.
 */
public final class DeclaredOutputs {

  private final PathPatterns declared;
  private final PathPatterns guard;
  private final Base base;

  private DeclaredOutputs(PathPatterns declared, PathPatterns guard, Base base) {
    this.declared = declared;
    this.guard = guard;
    this.base = base;
  }

  public static DeclaredOutputs of(
      List<PathPattern> declared, PathPatterns guard, Base base, WorkTree workTree) {
    return new DeclaredOutputs(PathPatterns.of(declared, workTree), guard, base);
  }

  /** Returns the paths of these outputs in a snapshot, in order. */
  public List<RepoPath> in(TreeSnapshot snapshot) {
    return declared.patterns().isEmpty()
        ? List.of()
        : snapshot.untracked().stream().filter(this::isOutput).sorted().toList();
  }

  /** Tells whether an untracked file is such an output. */
  public boolean isOutput(RepoPath path) {
    return declared.match(path).isPresent()
        && guard.match(path).isEmpty()
        && !base.tree().containsKey(path)
        && base.trustedTree().filter(tree -> tree.containsKey(path)).isEmpty();
  }

  /** Returns a snapshot without these outputs. */
  public TreeSnapshot without(TreeSnapshot snapshot) {
    List<RepoPath> outputs = in(snapshot);
    if (outputs.isEmpty()) {
      return snapshot;
    }
    NavigableMap<RepoPath, TreeEntry> rest = new TreeMap<>(snapshot.entries());
    Map<RepoPath, String> digests = new HashMap<>(snapshot.contentSha256());
    Set<RepoPath> untracked = new HashSet<>(snapshot.untracked());
    Map<RepoPath, FileStamp> stamps = new HashMap<>(snapshot.stamps());
    for (RepoPath output : outputs) {
      rest.remove(output);
      digests.remove(output);
      untracked.remove(output);
      stamps.remove(output);
    }
    SortedArrayMap<RepoPath, TreeEntry> entries = SortedArrayMap.copyOf(rest);
    GitId treeId = GitTreeHasher.of(entries, List.<GitTree>of()).id();
    Optional<GitId> committed = snapshot.head().tree();
    boolean clean =
        untracked.isEmpty()
            && committed.filter(treeId::equals).isPresent()
            && committed.equals(snapshot.head().indexTree());
    return new TreeSnapshot(
        treeId,
        snapshot.hashing(),
        entries,
        digests,
        untracked,
        clean,
        snapshot.watched(),
        snapshot.staged(),
        snapshot.opaque().stream().filter(path -> !outputs.contains(path)).toList(),
        snapshot.unrendered(),
        snapshot.filtered(),
        snapshot.unwatched(),
        snapshot.leftOut(),
        snapshot.checkout(),
        stamps,
        snapshot.directories(),
        snapshot.nested(),
        snapshot.head());
  }
}
