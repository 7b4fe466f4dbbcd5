package dev.loopgen.api.tree;

import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the repository stood when a snapshot was taken.
 *
 * @param commit the commit of HEAD, or null where there is none yet
 * @param tree the tree of that commit, or null where there is none yet
 * @param branch the full name of the branch HEAD points at, or null where it is detached
 * @param rootCommit the root of HEAD's first-parent line, which names the repository; null where
 *     there is no commit or the clone is shallow
 * @param refsDigest a SHA-256, in lower-case hexadecimal, that changes when any ref changes
 * @param refs every ref with the object it points at; empty where who made this did not look
 * @param indexTree the id of the tree that the index would be committed as; null where it has
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

  /** Refuses a missing digest and copies the refs. */
  public RepositoryHead {
    Objects.requireNonNull(refsDigest);
    refs = Collections.unmodifiableSortedMap(new TreeMap<>(refs));
  }

  /**
   * Creates it without the single refs: that one of them moved shows in the digest only.
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
   * @return its id, or empty where there is none yet
   */
  public Optional<GitId> currentCommit() {
    return Optional.ofNullable(commit);
  }
}
