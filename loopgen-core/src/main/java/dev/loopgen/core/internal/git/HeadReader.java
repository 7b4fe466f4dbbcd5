package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepositoryHead;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Reads HEAD and the root commit of a repository. */
public final class HeadReader {

  private HeadReader() {}

  /**
   * Returns the commit at HEAD.
   *
   * @return its id; empty if the repository never had a commit
   * @throws RepositoryException if HEAD does not resolve although the repository has or had commits
   */
  public static Optional<ObjectId> commit(GitRepository repository) {
    Optional<ObjectId> head = repository.refs().resolve("HEAD");
    if (head.isEmpty()) {
      CommitEvidence.requireNone(repository);
    }
    return head;
  }

  /**
   * Reads HEAD and the refs.
   *
   * @param indexTree the tree that the index would be committed as, or null if it cannot be
   * @throws RepositoryException if HEAD, or a commit between it and its root, cannot be read
   */
  public static RepositoryHead read(GitRepository repository, @Nullable GitId indexTree) {
    GitRefs refs = repository.refs();
    String branch = refs.target("HEAD").orElse(null);
    Optional<ObjectId> id = refs.resolve("HEAD");
    if (id.isEmpty()) {
      return new RepositoryHead(null, null, branch, null, refs.digest(), ids(refs), indexTree);
    }
    try (RevWalk walk = new RevWalk(repository.objects())) {
      walk.setRetainBody(false);
      RevCommit head = walk.parseCommit(id.get());
      return new RepositoryHead(
          GitObjects.toGitId(head),
          GitObjects.toGitId(head.getTree()),
          branch,
          repository.shallow() ? null : root(walk, head),
          refs.digest(),
          ids(refs),
          indexTree);
    } catch (IOException e) {
      throw repository.objects().unreadable("HEAD", e);
    }
  }

  private static SortedMap<String, GitId> ids(GitRefs refs) {
    SortedMap<String, GitId> ids = new TreeMap<>();
    refs.all().forEach((name, id) -> ids.put(name, GitObjects.toGitId(id)));
    return ids;
  }

  /**
   * Returns the root of a commit's first-parent history, which identifies the repository.
   *
   * @return the root; empty in a shallow clone
   * @throws RepositoryException if a commit of that history cannot be read
   */
  public static Optional<GitId> root(GitRepository repository, GitId commit) {
    if (repository.shallow()) {
      return Optional.empty();
    }
    try (RevWalk walk = new RevWalk(repository.objects())) {
      walk.setRetainBody(false);
      return Optional.of(root(walk, walk.parseCommit(GitObjects.toObjectId(commit))));
    } catch (IOException e) {
      throw repository.objects().unreadable("The history of " + commit, e);
    }
  }

  private static GitId root(RevWalk walk, RevCommit head) throws IOException {
    RevCommit commit = head;
    while (commit.getParentCount() > 0) {
      commit = commit.getParent(0);
      walk.parseHeaders(commit);
    }
    return GitObjects.toGitId(commit);
  }
}
