package dev.loopgen.core.internal.expectation;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.command.BaseFiles;
import dev.loopgen.core.internal.command.CommandSources;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Files named by the commands of the trusted revision that are older in the tree under judgement,
 * which forked from an earlier commit. With outdated files, the commands may give another result
 * than after the merge.
 */
public final class OutdatedFiles {

  private final LoopSpec loop;
  private final Base base;
  private final Base tip;
  private final WorkTree workTree;

  public OutdatedFiles(LoopSpec loop, Base base, WorkTree workTree) {
    this.loop = loop;
    this.base = base;
    this.tip = base.expectations();
    this.workTree = workTree;
  }

  /**
   * Refuses a tree that lacks a file which the commands name.
   *
   * @throws RepositoryException if a file is missing and this change did not remove it
   */
  void requirePresent() {
    if (tip.commit().equals(base.commit())) {
      return;
    }
    SortedSet<RepoPath> missing = new TreeSet<>();
    for (RepoPath path : named()) {
      if (!isOnDisk(path) && isAt(tip, path) && !isAt(base, path)) {
        missing.add(path);
      }
    }
    if (!missing.isEmpty()) {
      throw new RepositoryException(
          "The commands of loop "
              + loop.id()
              + " at the trusted revision name "
              + String.join(", ", missing.stream().map(RepoPath::display).toList())
              + ", which this tree lacks, because it forked from an older commit. Merge the trusted"
              + " revision, or rebase onto it, first.");
    }
  }

  /**
   * Returns the files of a tree that are unchanged since it forked, but were changed at the trusted
   * revision.
   */
  public List<RepoPath> stale(Map<RepoPath, TreeEntry> tree) {
    if (tip.commit().equals(base.commit())) {
      return List.of();
    }
    return named().stream().filter(path -> isStale(path, tree.get(path))).toList();
  }

  private boolean isStale(RepoPath path, @Nullable TreeEntry now) {
    Optional<TreeEntry> reviewed = tip.entry(path);
    Optional<TreeEntry> before = base.entry(path);
    return reviewed.isPresent()
        && before.isPresent()
        && !reviewed.equals(before)
        && before.get().equals(now);
  }

  /** Returns the files and directories at the tip that the commands name. */
  private SortedSet<RepoPath> named() {
    Predicate<String> named = CommandSources.named(loop, workTree, new BaseFiles(tip));
    SortedSet<RepoPath> paths = new TreeSet<>();
    Set<String> seen = new HashSet<>();
    for (RepoPath file : tip.tree().keySet()) {
      String path = file.text().orElse("");
      while (!path.isEmpty() && seen.add(path)) {
        if (named.test(path)) {
          paths.add(RepoPath.of(path));
        }
        path = path.substring(0, Math.max(0, path.lastIndexOf('/')));
      }
    }
    return paths;
  }

  private static boolean isAt(Base commit, RepoPath path) {
    if (commit.entry(path).isPresent()) {
      return true;
    }
    String below = path.display() + "/";
    return commit.tree().keySet().stream().anyMatch(file -> file.display().startsWith(below));
  }

  private boolean isOnDisk(RepoPath path) {
    return path.text()
        .map(text -> Files.exists(workTree.root().resolve(text), LinkOption.NOFOLLOW_LINKS))
        .orElse(false);
  }
}
