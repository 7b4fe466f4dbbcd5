package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The versions of one file in the history of HEAD.
 *
 * @param versions every content of the file with the newest commit that has it, newest first
 * @param roots the commits without parents; empty in a shallow clone
 */
public record FileHistory(List<Version> versions, Set<GitId> roots) {

  /** A content of the file. */
  public record Version(GitId commit, GitId blob) {}

  public FileHistory {
    versions = List.copyOf(versions);
    roots = Set.copyOf(roots);
  }

  /**
   * Reads the history of HEAD; empty if there is no commit yet.
   *
   * @param file the file, relative to the repository
   * @throws RepositoryException if a commit or tree cannot be read
   */
  public static FileHistory of(GitRepository repository, RepoPath file) {
    Optional<ObjectId> head = HeadReader.commit(repository);
    if (head.isEmpty()) {
      return new FileHistory(List.of(), Set.of());
    }
    try (RevWalk walk = new RevWalk(repository.objects())) {
      walk.setRetainBody(false);
      walk.markStart(walk.parseCommit(head.get()));
      return new Reader(repository, file).read(walk);
    } catch (IOException e) {
      throw repository.objects().unreadable("The history of " + file, e);
    }
  }

  /**
   * Reads the file at HEAD.
   *
   * @return the version at HEAD; empty if there is no commit, or no such file in it
   * @throws RepositoryException if the commit or a tree cannot be read
   */
  public static Optional<Version> atHead(GitRepository repository, RepoPath file) {
    return HeadReader.commit(repository)
        .flatMap(head -> at(repository, GitObjects.toGitId(head), file));
  }

  /**
   * Reads the file at one commit.
   *
   * @return the version there; empty if this clone lacks the commit, or the commit lacks the file
   * @throws RepositoryException if the commit or a tree cannot be read
   */
  public static Optional<Version> at(GitRepository repository, GitId id, RepoPath file) {
    try (RevWalk walk = new RevWalk(repository.objects())) {
      RevCommit commit = walk.parseCommit(GitObjects.toObjectId(id));
      return new Reader(repository, file)
          .blob(commit)
          .map(blob -> new Version(GitObjects.toGitId(commit), blob));
    } catch (MissingObjectException e) {
      if (e.getObjectId().equals(GitObjects.toObjectId(id))) {
        return Optional.empty();
      }
      throw repository.objects().unreadable("The commit " + id.hex(), e);
    } catch (IOException e) {
      throw repository.objects().unreadable("The commit " + id.hex(), e);
    }
  }

  /** Walks the history; looks up trees that consecutive commits share only once. */
  private static final class Reader {

    private final GitRepository repository;
    private final String path;
    private final Map<GitId, GitId> versions = new LinkedHashMap<>();
    private final Map<ObjectId, Optional<GitId>> byTree = new LinkedHashMap<>();
    private final Set<GitId> roots = new HashSet<>();

    Reader(GitRepository repository, RepoPath file) {
      this.repository = repository;
      this.path = file.text().orElseThrow();
    }

    FileHistory read(RevWalk walk) throws IOException {
      for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
        GitId id = GitObjects.toGitId(commit);
        blob(commit).ifPresent(blob -> versions.putIfAbsent(blob, id));
        if (commit.getParentCount() == 0 && !repository.shallow()) {
          roots.add(id);
        }
      }
      List<Version> all = new ArrayList<>();
      versions.forEach((blob, commit) -> all.add(new Version(commit, blob)));
      return new FileHistory(all, roots);
    }

    Optional<GitId> blob(RevCommit commit) throws IOException {
      Optional<GitId> known = byTree.get(commit.getTree());
      if (known == null) {
        known = find(commit.getTree());
        byTree.put(commit.getTree().copy(), known);
      }
      return known;
    }

    private Optional<GitId> find(ObjectId tree) throws IOException {
      try (TreeWalk found = TreeWalk.forPath(repository.objects(), path, tree)) {
        boolean isFile =
            found != null
                && (found.getFileMode().equals(FileMode.REGULAR_FILE)
                    || found.getFileMode().equals(FileMode.EXECUTABLE_FILE));
        return isFile ? Optional.of(GitObjects.toGitId(found.getObjectId(0))) : Optional.empty();
      }
    }
  }

  /**
   * Reads the content of a version.
   *
   * @throws RepositoryException if it is missing, damaged or larger than the limit, in bytes
   */
  public static byte[] read(GitRepository repository, Version version, long limit) {
    return repository.objects().read(version.blob(), Constants.OBJ_BLOB, limit);
  }
}
