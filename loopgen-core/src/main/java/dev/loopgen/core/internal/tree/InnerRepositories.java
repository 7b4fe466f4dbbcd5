package dev.loopgen.core.internal.tree;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.git.GitObjects;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.tree.WalkFindings.NestedRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The submodules and nested repositories of a work tree, with their commits and snapshots. */
final class InnerRepositories {

  private final Function<Path, JGitChangeDetector> opener;
  private final NavigableMap<RepoPath, TreeEntry> commits = new TreeMap<>();
  private final NavigableMap<RepoPath, TreeSnapshot> snapshots = new TreeMap<>();
  private final List<RepoPath> opaque = new ArrayList<>();
  private final Set<RepoPath> untracked = new HashSet<>();

  InnerRepositories(Function<Path, JGitChangeDetector> opener) {
    this.opener = opener;
  }

  NavigableMap<RepoPath, TreeEntry> commits() {
    return commits;
  }

  /** Returns the snapshots of those that could be read. */
  NavigableMap<RepoPath, TreeSnapshot> snapshots() {
    return snapshots;
  }

  /** Returns those whose work tree is not exactly their commit. */
  List<RepoPath> opaque() {
    return opaque;
  }

  Set<RepoPath> untracked() {
    return untracked;
  }

  /** Reads the repositories one after the other. */
  void read(List<NestedRepository> all) throws InterruptedException {
    for (NestedRepository nested : all) {
      GitId commit = nested.recorded();
      boolean present = Files.exists(nested.directory().resolve(".git"), LinkOption.NOFOLLOW_LINKS);
      if (present) {
        commit = checkedOut(nested);
      } else if (!isEmpty(nested.directory())) {
        opaque.add(nested.path());
      }
      if (commit != null) {
        commits.put(nested.path(), new TreeEntry(FileMode.GITLINK, commit));
        if (nested.recorded() == null) {
          untracked.add(nested.path());
        }
      }
    }
  }

  /**
   * Returns the commit of an inner repository; marks it opaque unless its work tree is exactly that
   * commit.
   */
  private @Nullable GitId checkedOut(NestedRepository nested) throws InterruptedException {
    try {
      JGitChangeDetector detector = opener.apply(nested.directory());
      PathPatterns nothing = PathPatterns.of(List.of(), detector.workTree());
      TreeSnapshot snapshot =
          detector.snapshot(new SnapshotRequest(detector.headBase(), nothing, HashingMode.CONTENT));
      snapshots.put(nested.path(), snapshot);
      if (!isExactly(snapshot)) {
        opaque.add(nested.path());
      }
      return snapshot.head().commit().orElse(null);
    } catch (RepositoryException notReadable) {
      opaque.add(nested.path());
      return headCommit(nested);
    }
  }

  /** Tells whether the work tree is exactly the commit of HEAD, with every file. */
  private static boolean isExactly(TreeSnapshot snapshot) {
    return snapshot.opaque().isEmpty()
        && snapshot.filtered().isEmpty()
        && snapshot.notCheckedOut() == 0
        && snapshot.head().tree().filter(snapshot.treeId()::equals).isPresent();
  }

  private static @Nullable GitId headCommit(NestedRepository nested) {
    try {
      GitRepository inner = GitRepository.open(nested.directory());
      return inner.refs().resolve("HEAD").map(GitObjects::toGitId).orElse(nested.recorded());
    } catch (RepositoryException notReadable) {
      return nested.recorded();
    }
  }

  private static boolean isEmpty(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.findAny().isEmpty();
    } catch (IOException notReadable) {
      return false;
    }
  }
}
