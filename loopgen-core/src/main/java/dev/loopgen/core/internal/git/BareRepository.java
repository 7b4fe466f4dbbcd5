package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.GitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The objects and refs of a git directory without a work tree. Its configuration is not read, and
 * it must have all of its objects itself.
 */
public final class BareRepository {

  private static final Pattern FULL_ID = Pattern.compile("[0-9a-f]{40}");
  private static final List<String> PLACES = List.of("", "refs/", "refs/tags/", "refs/heads/");

  private final GitObjects objects;
  private final GitRefs refs;

  private BareRepository(GitObjects objects, GitRefs refs) {
    this.objects = objects;
    this.refs = refs;
  }

  /**
   * Opens a git directory, or the one in {@code .git} of a directory.
   *
   * @throws IOException if it is none, or its objects are partly elsewhere
   */
  public static BareRepository open(Path directory) throws IOException {
    Path inner = directory.resolve(".git");
    Path git = Files.isDirectory(inner, LinkOption.NOFOLLOW_LINKS) ? inner : directory;
    if (!Files.isDirectory(git.resolve("objects"), LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("it is no git directory");
    }
    if (Files.exists(git.resolve("commondir")) || GitObjects.directories(git).size() > 1) {
      throw new IOException("it borrows objects from another repository");
    }
    return new BareRepository(
        GitObjects.open(git, Set.of(), "Fetch it.", null), GitRefs.inFiles(git, git));
  }

  /**
   * Reads the tree of a revision.
   *
   * @param revision the id of a commit or tree, or the name of a ref
   * @throws RepositoryException if there is no such tree, or a part of it is missing or damaged
   * @throws IOException if it cannot be read
   */
  public GitTree tree(String revision) throws IOException {
    Optional<ObjectId> id =
        FULL_ID.matcher(revision).matches()
            ? Optional.of(ObjectId.fromString(revision))
            : PLACES.stream().flatMap(place -> refs.resolve(place + revision).stream()).findFirst();
    if (id.isEmpty()) {
      throw new RepositoryException("There is no revision " + revision + ".");
    }
    try (RevWalk walk = new RevWalk(objects)) {
      return TreeReader.read(objects, GitObjects.toGitId(walk.parseTree(id.get())));
    }
  }

  /**
   * Reads a file.
   *
   * @param limit the largest size accepted, in bytes
   * @throws RepositoryException if it is missing, damaged, no file or too large
   */
  public byte[] blob(GitId id, int limit) {
    return objects.read(id, Constants.OBJ_BLOB, limit);
  }
}
