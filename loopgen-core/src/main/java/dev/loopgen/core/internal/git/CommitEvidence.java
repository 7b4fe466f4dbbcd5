package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds evidence that a repository has or had commits. */
final class CommitEvidence {

  private static final List<String> FILES =
      List.of("FETCH_HEAD", "ORIG_HEAD", "MERGE_HEAD", "CHERRY_PICK_HEAD", "shallow");

  private CommitEvidence() {}

  /**
   * Rejects a HEAD without a commit, unless the repository never had one. The blobs and trees that
   * {@code git add} writes before the first commit are not evidence.
   *
   * @throws RepositoryException if there is evidence of a commit, or this cannot be determined
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
                + " has no commit, but this repository has or had some: there is "
                + trace.get()
                + ". Check out a commit, or commit first.");
      }
    } catch (IOException e) {
      throw new RepositoryException(
          "It cannot be determined whether the repository has commits: " + e.getMessage() + ".", e);
    }
  }

  private static Optional<String> find(GitRepository repository) throws IOException {
    Optional<String> ref = repository.refs().any();
    if (ref.isPresent()) {
      return ref.map(name -> "the ref " + name);
    }
    if (repository.refs().hasLog()) {
      return Optional.of("a reflog");
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

  /** Tells whether the repository has fetched commits from another one. */
  static boolean hasFetched(GitRepository repository) throws IOException {
    return repository.refs().hasAny("refs/remotes/")
        || isFilled(repository.gitDirectory().resolve("FETCH_HEAD"));
  }

  private static boolean isFilled(Path file) throws IOException {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && (!Files.isRegularFile(file) || Files.size(file) > 0);
  }
}
