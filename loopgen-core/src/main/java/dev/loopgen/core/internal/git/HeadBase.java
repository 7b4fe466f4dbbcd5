package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.Base;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Takes the commit of HEAD as the base. This needs no history, so it works in a shallow clone. */
public final class HeadBase {

  private HeadBase() {}

  /**
   * Returns this base; the empty tree if there is no commit yet.
   *
   * @throws RepositoryException if HEAD cannot be read
   */
  public static CommitBase of(GitRepository repository) {
    Optional<ObjectId> head = repository.refs().resolve("HEAD");
    if (head.isEmpty()) {
      return new CommitBase(repository.objects(), CommitBase.ChosenCommit.NO_COMMIT);
    }
    try (RevWalk walk = new RevWalk(repository.objects())) {
      walk.setRetainBody(false);
      RevCommit commit = walk.parseCommit(head.get());
      return new CommitBase(
          repository.objects(),
          new CommitBase.ChosenCommit(
              commit.copy(),
              commit.copy(),
              commit.getTree().copy(),
              null,
              null,
              Base.Rule.HEAD,
              null,
              false,
              null,
              null));
    } catch (IOException e) {
      throw new RepositoryException(
          "The commit of HEAD cannot be read: " + e.getMessage() + ".", e);
    }
  }
}
