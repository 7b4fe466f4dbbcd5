package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.GitId;
import java.io.IOException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Reads single commits. */
public final class CommitReader {

  private CommitReader() {}

  /**
   * Returns the commit at HEAD.
   *
   * @throws RepositoryException if there is none yet, or it cannot be read
   */
  public static GitId head(GitRepository repository) {
    return HeadReader.commit(repository)
        .map(GitObjects::toGitId)
        .orElseThrow(
            () -> new RepositoryException("The repository has no commit yet. Commit first."));
  }

  /**
   * Reads the whole tree of a commit.
   *
   * @throws RepositoryException if it is not in this clone, is not a commit, or cannot be read
   */
  public static GitTree tree(GitRepository repository, GitId commit) {
    try (RevWalk walk = new RevWalk(repository.objects())) {
      walk.setRetainBody(false);
      if (walk.parseAny(GitObjects.toObjectId(commit)) instanceof RevCommit found) {
        return TreeReader.read(repository.objects(), GitObjects.toGitId(found.getTree()));
      }
      throw new RepositoryException(
          "The object " + commit + " is not a commit. Give the id of a commit.");
    } catch (MissingObjectException e) {
      throw new RepositoryException(
          "The commit " + commit + " is not in this clone. Fetch it, or check its id.", e);
    } catch (IOException e) {
      throw new RepositoryException(
          "The commit " + commit + " cannot be read: " + e.getMessage() + ".", e);
    }
  }
}
