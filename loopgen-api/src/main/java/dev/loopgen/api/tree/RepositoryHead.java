package dev.loopgen.api.tree;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of HEAD, refs and index when a snapshot was taken. Immutable. */
public final class RepositoryHead {

  private final @Nullable GitId commit;
  private final @Nullable GitId tree;
  private final @Nullable String branch;
  private final @Nullable GitId rootCommit;
  private final String refsDigest;
  private final SortedMap<String, GitId> refs;
  private final @Nullable GitId indexTree;

  /**
   * Copies the refs.
   *
   * @param commit the commit of HEAD, or null if there is none yet
   * @param tree the tree of that commit, or null if there is none yet
   * @param branch the full name of HEAD's branch, or null if HEAD is detached
   * @param rootCommit the root commit of HEAD's first-parent history, or null if unknown
   * @param refsDigest a SHA-256, in lower-case hexadecimal, that changes when any ref changes
   * @param refs every ref with its object; empty if only the digest shows that one of them moved
   * @param indexTree the tree that committing the index would create, or null if it has unmerged
   *     paths
   */
  public RepositoryHead(
      @Nullable GitId commit,
      @Nullable GitId tree,
      @Nullable String branch,
      @Nullable GitId rootCommit,
      String refsDigest,
      SortedMap<String, GitId> refs,
      @Nullable GitId indexTree) {
    this.commit = commit;
    this.tree = tree;
    this.branch = branch;
    this.rootCommit = rootCommit;
    this.refsDigest = Objects.requireNonNull(refsDigest, "refsDigest");
    this.refs = Collections.unmodifiableSortedMap(new TreeMap<>(refs));
    this.indexTree = indexTree;
  }

  /**
   * Returns the commit of HEAD.
   *
   * @return its id; empty if there is none yet
   */
  public Optional<GitId> commit() {
    return Optional.ofNullable(commit);
  }

  /**
   * Returns the tree of HEAD's commit.
   *
   * @return its id; empty if there is no commit yet
   */
  public Optional<GitId> tree() {
    return Optional.ofNullable(tree);
  }

  /**
   * Returns HEAD's branch.
   *
   * @return its full name; empty if HEAD is detached
   */
  public Optional<String> branch() {
    return Optional.ofNullable(branch);
  }

  /**
   * Returns the root commit of HEAD's first-parent history, which identifies the repository.
   *
   * @return its id; empty if there is no commit or the clone is shallow
   */
  public Optional<GitId> rootCommit() {
    return Optional.ofNullable(rootCommit);
  }

  /**
   * Returns the digest of all refs.
   *
   * @return a SHA-256, in lower-case hexadecimal, that changes when any ref changes
   */
  public String refsDigest() {
    return refsDigest;
  }

  /**
   * Returns the refs.
   *
   * @return every ref with its object; empty if the refs were not read
   */
  public SortedMap<String, GitId> refs() {
    return refs;
  }

  /**
   * Returns the tree that committing the index would create.
   *
   * @return its id; empty if the index has unmerged paths
   */
  public Optional<GitId> indexTree() {
    return Optional.ofNullable(indexTree);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RepositoryHead that && facts().equals(that.facts());
  }

  @Override
  public int hashCode() {
    return facts().hashCode();
  }

  @Override
  public String toString() {
    return "RepositoryHead" + facts();
  }

  private List<@Nullable Object> facts() {
    return Arrays.asList(commit, tree, branch, rootCommit, refsDigest, refs, indexTree);
  }
}
