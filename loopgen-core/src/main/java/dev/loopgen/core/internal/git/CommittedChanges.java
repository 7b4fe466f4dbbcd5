package dev.loopgen.core.internal.git;

import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Finds what each commit of a change did to requested paths, on every line of history that the
 * change adds: a merge does not hide what was committed and reverted on the merged side.
 */
final class CommittedChanges {

  private final GitObjects objects;
  private final Predicate<RepoPath> wanted;
  private final List<ChangeDetector.CommittedChange> found = new ArrayList<>();

  CommittedChanges(GitObjects objects, Predicate<RepoPath> wanted) {
    this.objects = objects;
    this.wanted = wanted;
  }

  /**
   * Searches the commits in the history of one commit but not in that of others.
   *
   * @param known the commits whose history is excluded
   * @return the changes, newest commit first
   */
  List<ChangeDetector.CommittedChange> between(Collection<ObjectId> known, ObjectId head)
      throws IOException {
    try (RevWalk walk = new RevWalk(objects)) {
      walk.sort(RevSort.TOPO);
      walk.markStart(walk.parseCommit(head));
      for (ObjectId commit : known) {
        walk.markUninteresting(walk.parseCommit(commit));
      }
      List<RevCommit> judged = new ArrayList<>();
      for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
        judged.add(commit);
      }
      for (RevCommit commit : judged) {
        collect(walk, commit);
      }
      return List.copyOf(found);
    }
  }

  private void collect(RevWalk walk, RevCommit commit) throws IOException {
    List<RevCommit> parents = new ArrayList<>();
    for (RevCommit parent : commit.getParents()) {
      parents.add(walk.parseCommit(parent));
    }
    for (PathChange change : changes(parents.isEmpty() ? null : parents.get(0), commit)) {
      if (parents.size() < 2 || !isMerged(change, parents)) {
        found.add(new ChangeDetector.CommittedChange(GitObjects.toGitId(commit), change));
      }
    }
  }

  private List<PathChange> changes(@Nullable RevCommit parent, RevCommit commit)
      throws IOException {
    List<PathChange> changes = new ArrayList<>();
    try (TreeWalk walk = new TreeWalk(objects)) {
      walk.setRecursive(true);
      walk.setFilter(TreeFilter.ANY_DIFF);
      if (parent == null) {
        walk.addTree(new EmptyTreeIterator());
      } else {
        walk.addTree(parent.getTree());
      }
      walk.addTree(commit.getTree());
      while (walk.next()) {
        RepoPath path = RepoPath.of(walk.getRawPath());
        if (wanted.test(path)) {
          changes.add(new PathChange(path, entry(walk, 0, commit), entry(walk, 1, commit)));
        }
      }
    }
    return changes;
  }

  /**
   * Tells whether a merge took a path from its only parent that had changed it. That parent's own
   * commits show the change.
   */
  private boolean isMerged(PathChange change, List<RevCommit> parents) throws IOException {
    for (RevCommit side : parents.subList(1, parents.size())) {
      if (Objects.equals(at(side, change.path()), change.after())) {
        Optional<RevCommit> fork = fork(parents.get(0), side);
        TreeEntry before = fork.isEmpty() ? null : at(fork.get(), change.path());
        if (Objects.equals(before, change.before())) {
          return true;
        }
      }
    }
    return false;
  }

  private Optional<RevCommit> fork(RevCommit left, RevCommit right) throws IOException {
    try (RevWalk walk = new RevWalk(objects)) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(left));
      walk.markStart(walk.parseCommit(right));
      return Optional.ofNullable(walk.next());
    }
  }

  private @Nullable TreeEntry at(RevCommit commit, RepoPath path) {
    return TreeReader.find(objects, GitObjects.toGitId(commit.getTree()), path).orElse(null);
  }

  private static @Nullable TreeEntry entry(TreeWalk walk, int tree, RevCommit commit) {
    int bits = walk.getRawMode(tree);
    if (bits == 0) {
      return null;
    }
    GitId root = GitObjects.toGitId(commit.getTree());
    return new TreeEntry(TreeReader.mode(root, bits), GitObjects.toGitId(walk.getObjectId(tree)));
  }
}
