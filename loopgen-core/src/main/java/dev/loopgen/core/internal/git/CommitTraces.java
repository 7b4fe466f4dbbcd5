package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What shows that a repository has, or had, commits. */
final class CommitTraces {

  private static final List<String> FILES =
      List.of("FETCH_HEAD", "ORIG_HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "shallow");

  private CommitTraces() {}

  /**
   * Refuses a HEAD that no commit stands behind, unless the repository never had one. What {@code
   * git add} writes before the first commit, blobs and trees, is no trace of one.
   *
   * @throws RepositoryException if there is a trace of a commit, or it cannot be told
   */
  static void requireNone(GitRepository repository) {
    try {
      Optional<String> trace = find(repository);
      if (trace.isPresent()) {
        String head =
            repository.refs().target("HEAD").map(branch -> " (" + branch + ")").orElse("");
        throw new RepositoryException(
            "HEAD"
                + head
                + " has no commit, and yet this repository has or had some: there is "
                + trace.get()
                + ". Check out a commit, or commit first.");
      }
    } catch (IOException e) {
      throw new RepositoryException(
          "Whether the repository has commits cannot be told: " + e.getMessage() + ".", e);
    }
  }

  private static Optional<String> find(GitRepository repository) throws IOException {
    Optional<String> ref = repository.refs().any();
    if (ref.isPresent()) {
      return ref.map(name -> "the ref " + name);
    }
    if (repository.refs().hasLog()) {
      return Optional.of("a log of what a ref held");
    }
    for (Path directory : List.of(repository.gitDirectory(), repository.commonDirectory())) {
      for (String name : FILES) {
        if (isFilled(directory.resolve(name))) {
          return Optional.of("the file " + name);
        }
      }
    }
    return repository.objects().anyCommit();
  }

  /** Tells whether commits were fetched from another repository. */
  static boolean hasFetched(GitRepository repository) throws IOException {
    boolean remoteBranch =
        repository.refs().all().tailMap("refs/remotes/").keySet().stream()
            .findFirst()
            .filter(name -> name.startsWith("refs/remotes/"))
            .isPresent();
    return remoteBranch || isFilled(repository.gitDirectory().resolve("FETCH_HEAD"));
  }

  private static boolean isFilled(Path file) throws IOException {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && (!Files.isRegularFile(file) || Files.size(file) > 0);
  }
}
