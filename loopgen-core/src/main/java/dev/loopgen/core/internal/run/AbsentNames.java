package dev.loopgen.core.internal.run;

import dev.loopgen.api.isolation.Isolation.Level;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.tree.RepoPath;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names that decide what later runs and CI jobs do. A sandbox protects those that exist. One that
 * does not exist cannot be mounted, so that it appears is a failure of an isolated run.
 */
final class AbsentNames {

  private static final Pattern NAMES =
      Pattern.compile(
          "(.*/)?(\\.loopgen/.*|\\.gitattributes|\\.gitmodules)"
              + "|\\.(github|gitlab|circleci|buildkite|husky|woodpecker|forgejo|gitea)/.*"
              + "|\\.gitlab-ci\\.yml|\\.travis\\.yml|\\.drone\\.yml|\\.woodpecker\\.ya?ml"
              + "|azure-pipelines\\.yml|bitbucket-pipelines\\.yml|Jenkinsfile");

  private AbsentNames() {}

  /**
   * Returns a failure for each such name that appeared in an isolated run.
   *
   * @param created the files that appeared while the commands ran
   */
  static List<Failure> failures(ReachedIsolation isolation, List<RepoPath> created) {
    return isolation.level() == Level.NONE
        ? List.of()
        : created.stream().filter(AbsentNames::matches).map(AbsentNames::failure).toList();
  }

  private static boolean matches(RepoPath path) {
    return path.text().filter(text -> NAMES.matcher(text).matches()).isPresent();
  }

  private static Failure failure(RepoPath path) {
    return new Failure.RepositoryDrifted(
        path.display() + ", which decides what later runs do, was created");
  }
}
