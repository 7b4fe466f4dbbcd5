package dev.loopgen.api.tree;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The state that a change is judged against: one commit, or nothing in a repository without
 * commits.
 *
 * <p>Everything is read from the objects of that commit, each hashed again on reading; grafts,
 * replacements and the work tree have no say. Thread-safe. Reading methods block.
 */
public interface Base {

  /**
   * Returns the commit.
   *
   * @return its id, or empty where the repository has no commit
   */
  Optional<GitId> commit();

  /**
   * Returns the rule that chose the commit.
   *
   * @return the rule
   */
  Rule rule();

  /**
   * Tells whether the base had to be guessed: the caller named none, and the clone knows no default
   * branch that could tell which commits belong to the change. Commits that should have been judged
   * may lie before such a base. A gate decides nothing by it.
   *
   * @return true if nobody named the base; false where there is no commit at all
   */
  boolean guessed();

  /**
   * Returns what the choice rests on, for people and for the ledger.
   *
   * @return for example {@code refs/remotes/origin/main}; empty where no ref played a part
   */
  Optional<String> reference();

  /**
   * Returns the id of the commit's tree.
   *
   * @return the id; that of the empty tree where there is no commit
   */
  GitId treeId();

  /**
   * Returns the files of the commit.
   *
   * @return every path of the tree, in order
   */
  NavigableMap<RepoPath, TreeEntry> tree();

  /**
   * Returns the files of the revision that the caller or the clone trusts: a path whose content
   * equals that there is never a violation.
   *
   * @return the tree at the tip of the trusted revision; empty where there is none
   */
  Optional<NavigableMap<RepoPath, TreeEntry>> trustedTree();

  /**
   * Returns where the spec, the policy, those who may sign and the acknowledgements are read from:
   * the tip of the revision that the caller trusts. A change that forks from an older commit brings
   * nothing back that was taken away since.
   *
   * @return the tip, which has no {@link #history(PathPatterns)}; this base where the caller trusts
   *     no revision
   */
  default Base expectations() {
    return this;
  }

  /**
   * Looks one path up, which may need less of the commit than {@link #tree()}.
   *
   * @param path the path
   * @return what {@link #tree()} has for it, or empty where it has nothing
   * @throws dev.loopgen.api.RepositoryException if an object on the way is missing or damaged
   */
  default Optional<TreeEntry> entry(RepoPath path) {
    return Optional.ofNullable(tree().get(path));
  }

  /**
   * Reads a file of the commit.
   *
   * @param path the file
   * @return its bytes, or empty where the commit has no file of that path
   * @throws dev.loopgen.api.RepositoryException if the object is missing, damaged or above 16 MiB
   */
  Optional<byte[]> read(RepoPath path);

  /**
   * Tells whether the {@code .gitignore} files of the commit ignore a path, which need not exist
   * there.
   *
   * @param path the path of a file
   * @return true if they ignore the file or a directory above it, or it lies in a git directory or
   *     in a submodule
   * @throws dev.loopgen.api.RepositoryException if an object is missing, damaged or above 16 MiB
   */
  boolean ignores(RepoPath path);

  /**
   * Returns what the commits after the base did to guarded paths, even where a later commit undid
   * it. Every commit that HEAD has is looked through, the sides of merges included; those that the
   * base or the trusted revision has are left out. A merge that takes a path from the only side
   * that changed it does nothing of its own.
   *
   * @param guard the patterns
   * @return the changes, newest commit first
   * @throws dev.loopgen.api.RepositoryException if an object is missing or damaged
   */
  List<ChangeDetector.CommittedChange> history(PathPatterns guard);

  /** Which rule chose a base. */
  public enum Rule {
    /** The merge-base of HEAD and a revision that the caller trusts. */
    TRUSTED_REVISION("trusted-revision"),
    /** The merge-base of HEAD and the default branch as this clone knows it. */
    DEFAULT_BRANCH("default-branch"),
    /** The last ancestor of HEAD at which the ledger records an accepted run. */
    LAST_VERIFIED("last-verified"),
    /** HEAD itself: on the default branch, and no accepted run yet. */
    HEAD("head"),
    /** What the CI platform names, where the clone knows no default branch below HEAD. */
    PLATFORM("platform"),
    /** A revision given by the caller that widens the range beyond the rule above. */
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
