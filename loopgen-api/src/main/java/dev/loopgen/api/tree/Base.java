package dev.loopgen.api.tree;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The base of a change: the commit that it is judged against, or the empty tree in a repository
 * without commits.
 *
 * <p>Everything is read from that commit's objects, and each object's hash is verified; grafts,
 * replacements and the work tree have no effect. Thread-safe. Reading methods block.
 */
public interface Base {

  /**
   * Returns the commit.
   *
   * @return its id; empty if the repository has no commit
   */
  Optional<GitId> commit();

  /**
   * Returns the rule that chose the commit.
   *
   * @return the rule
   */
  Rule rule();

  /**
   * Tells whether the base was guessed: the caller named none, and the clone knows no default
   * branch that separates the change's commits. Commits that should be judged may precede a guessed
   * base, so a gate does not decide on it.
   *
   * @return true if nobody named the base; false if there is no commit at all
   */
  boolean guessed();

  /**
   * Returns the ref that the choice is based on, for people and the ledger.
   *
   * @return for example {@code refs/remotes/origin/main}; empty if no ref was used
   */
  Optional<String> reference();

  /**
   * Returns the id of the commit's tree.
   *
   * @return the id; that of the empty tree if there is no commit
   */
  GitId treeId();

  /**
   * Returns the files of the commit.
   *
   * @return every path of the tree, in order
   */
  NavigableMap<RepoPath, TreeEntry> tree();

  /**
   * Returns the files of the revision that the caller or the clone trusts. A path with the same
   * content there is never a violation.
   *
   * @return the tree at the tip of the trusted revision; empty if there is none
   */
  Optional<NavigableMap<RepoPath, TreeEntry>> trustedTree();

  /**
   * Returns the source of the spec, the policy, the allowed signers and the acknowledgements: the
   * tip of the revision that the caller trusts. So a change that forks from an older commit cannot
   * bring back what was removed since.
   *
   * @return the tip, which has no {@link #history(PathPatterns)}; this base if the caller trusts no
   *     revision
   */
  default Base expectations() {
    return this;
  }

  /**
   * Looks up one path, which may read fewer objects than {@link #tree()}.
   *
   * @param path the path
   * @return its entry in {@link #tree()}; empty if there is none
   * @throws dev.loopgen.api.RepositoryException if a required object is missing or damaged
   */
  default Optional<TreeEntry> entry(RepoPath path) {
    return Optional.ofNullable(tree().get(path));
  }

  /**
   * Reads a file of the commit.
   *
   * @param path the file
   * @return its bytes; empty if the commit has no such file
   * @throws dev.loopgen.api.RepositoryException if the object is missing, damaged or larger than 16
   *     MiB
   */
  Optional<byte[]> read(RepoPath path);

  /**
   * Tells whether the {@code .gitignore} files of the commit ignore a path, which need not exist.
   *
   * @param path the path of a file
   * @return true if they ignore the file or a parent directory, or it is inside a git directory or
   *     a submodule
   * @throws dev.loopgen.api.RepositoryException if an object is missing, damaged or larger than 16
   *     MiB
   */
  boolean ignores(RepoPath path);

  /**
   * Returns the changes of guarded paths by commits after the base, even if a later commit reverted
   * them. Examines all ancestors of HEAD, including merged branches, except those of the base or
   * the trusted revision. A merge that takes a path from the only side that changed it does not
   * count as a change.
   *
   * @param guard the patterns
   * @return the changes, newest commit first
   * @throws dev.loopgen.api.RepositoryException if an object is missing or damaged
   */
  List<ChangeDetector.CommittedChange> history(PathPatterns guard);

  /** The rule that chose a base. */
  public enum Rule {
    /** The merge-base of HEAD and a revision that the caller trusts. */
    TRUSTED_REVISION("trusted-revision"),
    /** The merge-base of HEAD and the default branch as this clone knows it. */
    DEFAULT_BRANCH("default-branch"),
    /** The latest ancestor of HEAD at which the ledger records an accepted run. */
    LAST_VERIFIED("last-verified"),
    /** HEAD itself: on the default branch, without an accepted run yet. */
    HEAD("head"),
    /** The base that the CI platform names, if the clone knows no default branch below HEAD. */
    PLATFORM("platform"),
    /** A revision given by the caller that widens the range beyond the other rules. */
    REQUESTED("requested"),
    /** The empty tree: the repository has no commit yet. */
    NO_COMMIT("no-commit");

    private final String id;

    Rule(String id) {
      this.id = id;
    }

    /**
     * Returns the name of the rule as ledger entries spell it.
     *
     * @return lower-case words joined by hyphens
     */
    public String id() {
      return id;
    }
  }
}
