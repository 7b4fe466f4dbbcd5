package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** A base in the object database of a repository. */
public final class CommitBase implements Base {

  private static final long MAX_FILE = 16 << 20;

  private final GitObjects objects;
  private final Choice choice;
  private final BaseIgnoreRules ignoreRules = new BaseIgnoreRules(this);
  private @Nullable GitTree tree;
  private @Nullable NavigableMap<RepoPath, TreeEntry> trustedTree;

  /**
   * What the rules chose.
   *
   * @param head the commit of HEAD, or null where there is none yet
   * @param base the base, or null where there is no commit yet
   * @param baseTree the tree of the base, or null likewise
   * @param trusted the tip of the revision that the caller or the clone trusts, or null for none
   * @param trustedTree the tree of that tip, or null likewise
   * @param rule the rule
   * @param reference what the choice rests on, or null for nothing
   */
  record Choice(
      @Nullable ObjectId head,
      @Nullable ObjectId base,
      @Nullable ObjectId baseTree,
      @Nullable ObjectId trusted,
      @Nullable ObjectId trustedTree,
      Base.Rule rule,
      @Nullable String reference) {

    static final Choice NO_COMMIT =
        new Choice(null, null, null, null, null, Base.Rule.NO_COMMIT, null);
  }

  CommitBase(GitObjects objects, Choice choice) {
    this.objects = objects;
    this.choice = choice;
  }

  @Override
  public Optional<GitId> commit() {
    return Optional.ofNullable(choice.base).map(GitObjects::toGitId);
  }

  @Override
  public Base.Rule rule() {
    return choice.rule;
  }

  @Override
  public Optional<String> reference() {
    return Optional.ofNullable(choice.reference);
  }

  @Override
  public GitId treeId() {
    return choice.baseTree == null ? GitTree.EMPTY.id() : GitObjects.toGitId(choice.baseTree);
  }

  @Override
  public NavigableMap<RepoPath, TreeEntry> tree() {
    return gitTree().files();
  }

  @Override
  public synchronized Optional<TreeEntry> entry(RepoPath path) {
    return tree != null || choice.base == null
        ? Base.super.entry(path)
        : TreeReader.find(objects, treeId(), path);
  }

  /** Returns {@link #tree()} with the trees in it. */
  public synchronized GitTree gitTree() {
    if (tree == null) {
      tree = choice.base == null ? GitTree.EMPTY : TreeReader.read(objects, treeId());
    }
    return tree;
  }

  @Override
  public synchronized Optional<NavigableMap<RepoPath, TreeEntry>> trustedTree() {
    if (choice.trustedTree == null) {
      return Optional.empty();
    }
    if (choice.trustedTree.equals(choice.baseTree)) {
      return Optional.of(tree());
    }
    if (trustedTree == null) {
      trustedTree = TreeReader.read(objects, GitObjects.toGitId(choice.trustedTree)).files();
    }
    return Optional.of(trustedTree);
  }

  @Override
  public Optional<byte[]> read(RepoPath path) {
    return entry(path)
        .filter(entry -> entry.mode() != FileMode.GITLINK)
        .map(entry -> objects.read(entry.id(), Constants.OBJ_BLOB, MAX_FILE));
  }

  @Override
  public boolean ignores(RepoPath path) {
    return ignoreRules.ignores(path);
  }

  @Override
  public List<ChangeDetector.CommittedChange> history(PathPatterns guard) {
    if (choice.head == null || choice.base == null || choice.head.equals(choice.base)) {
      return List.of();
    }
    try (RevWalk walk = new RevWalk(objects)) {
      Set<ObjectId> judged = judgedCommits(walk);
      List<ChangeDetector.CommittedChange> changes = new ArrayList<>();
      RevCommit commit = walk.parseCommit(choice.head);
      while (commit != null && judged.contains(commit)) {
        RevCommit parent = commit.getParentCount() == 0 ? null : commit.getParent(0);
        if (parent != null) {
          walk.parseHeaders(parent);
        }
        collect(commit, parent, guard, changes);
        commit = parent;
      }
      return changes;
    } catch (IOException e) {
      throw new RepositoryException(
          "The commits since the base cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private Set<ObjectId> judgedCommits(RevWalk walk) throws IOException {
    walk.markStart(walk.parseCommit(choice.head));
    walk.markUninteresting(walk.parseCommit(choice.base));
    if (choice.trusted != null) {
      walk.markUninteresting(walk.parseCommit(choice.trusted));
    }
    Set<ObjectId> judged = new HashSet<>();
    for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
      judged.add(commit.copy());
    }
    return judged;
  }

  private void collect(
      RevCommit commit,
      @Nullable RevCommit parent,
      PathPatterns guard,
      List<ChangeDetector.CommittedChange> changes)
      throws IOException {
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
        if (guard.match(path).isPresent()) {
          PathChange change = new PathChange(path, entry(walk, 0, commit), entry(walk, 1, commit));
          changes.add(new ChangeDetector.CommittedChange(GitObjects.toGitId(commit), change));
        }
      }
    }
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
