package dev.loopgen.core.internal.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What shows that a repository has, or had, commits. */
final class CommitTraces {

  private CommitTraces() {}

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
    return Files.exists(file) && Files.size(file) > 0;
  }
}
