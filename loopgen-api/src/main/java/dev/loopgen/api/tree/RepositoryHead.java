package dev.loopgen.api.tree;

import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of HEAD, refs and index when a snapshot was taken.
 *
 * @param commit the commit of HEAD, or null if there is none yet
 * @param tree the tree of that commit, or null if there is none yet
 * @param branch the full name of HEAD's branch, or null if HEAD is detached
 * @param rootCommit the root commit of HEAD's first-parent history, which identifies the
 *     repository; null if there is no commit or the clone is shallow
 * @param refsDigest a SHA-256, in lower-case hexadecimal, that changes when any ref changes
 * @param refs every ref with its object; empty if the refs were not read
 * @param indexTree the id of the tree that committing the index would create; null if it has
 *     unmerged paths
 */
public record RepositoryHead(
    @Nullable GitId commit,
    @Nullable GitId tree,
    @Nullable String branch,
    @Nullable GitId rootCommit,
    String refsDigest,
    SortedMap<String, GitId> refs,
    @Nullable GitId indexTree) {

  /** Copies the refs. */
  public RepositoryHead {
    Objects.requireNonNull(refsDigest);
    refs = Collections.unmodifiableSortedMap(new TreeMap<>(refs));
  }

  /**
   * Creates a state without the individual refs; only the digest shows that one of them moved.
   *
   * @param commit the commit of HEAD, or null
   * @param tree the tree of that commit, or null
   * @param branch the full name of the branch, or null
   * @param rootCommit the root of the first-parent line, or null
   * @param refsDigest a digest of all refs
   * @param indexTree the tree of the index, or null
   */
  public RepositoryHead(
      @Nullable GitId commit,
      @Nullable GitId tree,
      @Nullable String branch,
      @Nullable GitId rootCommit,
      String refsDigest,
      @Nullable GitId indexTree) {
    this(commit, tree, branch, rootCommit, refsDigest, new TreeMap<>(), indexTree);
  }

  /**
   * Returns the commit of HEAD.
   *
   * @return its id; empty if there is none yet
   */
  public Optional<GitId> currentCommit() {
    return Optional.ofNullable(commit);
  }
}
