package dev.loopgen.core.internal.git;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.ChangeDetector;
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
import java.util.function.Predicate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** A base that is a commit of the repository. */
public final class CommitBase implements Base {

  private static final long MAX_FILE = 16 << 20;

  private final GitObjects objects;
  private final ChosenCommit choice;
  private final BaseIgnoreRules ignoreRules = new BaseIgnoreRules(this);
  private @Nullable GitTree tree;
  private boolean complete;
  private @Nullable NavigableMap<RepoPath, TreeEntry> trustedTree;

  /**
   * The choice of the base and its reason.
   *
   * @param head the commit of HEAD, or null if there is none yet
   * @param base the base, or null if there is no commit yet
   * @param baseTree the tree of the base, or null without a base
   * @param trusted the tip of the revision that the caller or the clone trusts, or null for none
   * @param trustedTree the tree of that tip, or null without a tip
   * @param rule the rule that chose it
   * @param reference what the choice is based on, or null for nothing
   * @param guessed whether neither the caller nor the clone named the base
   * @param expected the commit that expectations come from, or null for the base
   * @param expectedTree the tree of that commit, or null for the base's tree
   */
  record ChosenCommit(
      @Nullable ObjectId head,
      @Nullable ObjectId base,
      @Nullable ObjectId baseTree,
      @Nullable ObjectId trusted,
      @Nullable ObjectId trustedTree,
      Base.Rule rule,
      @Nullable String reference,
      boolean guessed,
      @Nullable ObjectId expected,
      @Nullable ObjectId expectedTree) {

    /** Returns this choice with expectations from the tip of the trusted revision. */
    ChosenCommit expectingTrusted() {
      return trusted == null || trustedTree == null ? this : expecting(trusted, trustedTree);
    }

    /**
     * Returns this choice with the expectations of another choice, if these are not from its base.
     */
    ChosenCommit expectingAs(ChosenCommit other) {
      return other.expected == null || other.expectedTree == null
          ? this
          : expecting(other.expected, other.expectedTree);
    }

    ChosenCommit expecting(ObjectId commit, ObjectId tree) {
      return new ChosenCommit(
          head,
          base,
          baseTree,
          trusted,
          trustedTree,
          rule,
          reference,
          guessed,
          commit.copy(),
          tree.copy());
    }

    /** Returns a choice whose base is the commit that expectations come from. */
    ChosenCommit atExpected() {
      return new ChosenCommit(
          null, expected, expectedTree, trusted, trustedTree, rule, reference, guessed, null, null);
    }

    static final ChosenCommit NO_COMMIT =
        new ChosenCommit(
            null, null, null, null, null, Base.Rule.NO_COMMIT, null, false, null, null);

    ChosenCommit asGuess() {
      return new ChosenCommit(
          head,
          base,
          baseTree,
          trusted,
          trustedTree,
          rule,
          reference,
          true,
          expected,
          expectedTree);
    }
  }

  CommitBase(GitObjects objects, ChosenCommit choice) {
    this.objects = objects;
    this.choice = choice;
  }

  @Override
  public CommitBase expectations() {
    boolean elsewhere = choice.expected != null && !choice.expected.equals(choice.base);
    return elsewhere ? new CommitBase(objects, choice.atExpected()) : this;
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

  /** Returns {@link #tree()} including its subtrees. */
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
    return history(path -> guard.match(path).isPresent() || guard.matchThrough(path).isPresent());
  }

  private List<ChangeDetector.CommittedChange> history(Predicate<RepoPath> wanted) {
    if (choice.head == null || choice.base == null || choice.head.equals(choice.base)) {
      return List.of();
    }
    List<ObjectId> known = new ArrayList<>(List.of(choice.base));
    Optional.ofNullable(choice.trusted).ifPresent(known::add);
    try {
      return new CommittedChanges(objects, wanted).between(known, choice.head);
    } catch (IOException e) {
      throw objects.unreadable("The history since the base", e);
    }
  }

  /**
   * Reads what a judgement needs and a partial clone may lack: all trees and the files with rules.
   *
   * @throws dev.loopgen.api.RepositoryException if any of them is missing or damaged
   */
  public synchronized void requireObjects() {
    if (!complete) {
      trustedTree();
      tree().keySet().stream().filter(CommitBase::isRule).forEach(this::read);
      history(path -> false);
      CommitBase expected = expectations();
      if (expected != this) {
        expected.requireObjects();
      }
      complete = true;
    }
  }

  private static boolean isRule(RepoPath path) {
    String name = "/" + path.display();
    return name.endsWith("/.gitignore")
        || name.endsWith("/.gitattributes")
        || name.matches(".*/\\.loopgen/[^/]*\\.ya?ml");
  }
}
