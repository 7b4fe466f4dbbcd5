package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRule;
import dev.loopgen.api.tree.CommittedChange;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** A base in the object database of a repository. */
public final class CommitBase implements Base {

  private static final long MAX_FILE = 16 << 20;

  private final GitObjects objects;
  private final Choice choice;
  private final boolean callerTrusts;
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
   * @param guessed whether neither the caller nor the clone named the base
   */
  record Choice(
      @Nullable ObjectId head,
      @Nullable ObjectId base,
      @Nullable ObjectId baseTree,
      @Nullable ObjectId trusted,
      @Nullable ObjectId trustedTree,
      BaseRule rule,
      @Nullable String reference,
      boolean guessed) {

    /** Returns the tip of the trusted revision as a base, with no change of its own. */
    Choice atTip() {
      return new Choice(null, trusted, trustedTree, trusted, trustedTree, rule, reference, guessed);
    }

    static final Choice NO_COMMIT =
        new Choice(null, null, null, null, null, BaseRule.NO_COMMIT, null, false);

    Choice asGuess() {
      return new Choice(head, base, baseTree, trusted, trustedTree, rule, reference, true);
    }
  }

  /**
   * Makes a base.
   *
   * @param callerTrusts whether the trusted revision is one that the caller named
   */
  CommitBase(GitObjects objects, Choice choice, boolean callerTrusts) {
    this.objects = objects;
    this.choice = choice;
    this.callerTrusts = callerTrusts;
  }

  @Override
  public CommitBase expectations() {
    boolean elsewhere =
        callerTrusts && choice.trusted != null && !choice.trusted.equals(choice.base);
    return elsewhere ? new CommitBase(objects, choice.atTip(), false) : this;
  }

  @Override
  public Optional<GitId> commit() {
    return Optional.ofNullable(choice.base).map(GitObjects::toGitId);
  }

  @Override
  public BaseRule rule() {
    return choice.rule;
  }

  @Override
  public boolean guessed() {
    return choice.guessed;
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
  public List<CommittedChange> history(PathPatterns guard) {
    if (choice.head == null || choice.base == null || choice.head.equals(choice.base)) {
      return List.of();
    }
    List<ObjectId> known = new ArrayList<>(List.of(choice.base));
    Optional.ofNullable(choice.trusted).ifPresent(known::add);
    try {
      return new CommittedChanges(objects, guard).between(known, choice.head);
    } catch (IOException e) {
      throw new RepositoryException(
          "The commits since the base cannot be read: " + e.getMessage() + ".", e);
    }
  }
}
