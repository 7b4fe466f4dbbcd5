package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.api.driven.BlockReason;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses paths that no loop may open to a model: those of git and of loopgen, for reading too, and
 * the definitions of what CI runs.
 */
final class ReservedPaths implements PathGuard {

  private static final Set<String> GIT_SETTINGS =
      Set.of(".gitignore", ".gitattributes", ".gitmodules", ".gitconfig", ".lfsconfig", ".mailmap");

  /** Directories whose files define what CI runs, or who reviews it. */
  private static final Set<String> CI_DIRECTORIES =
      Set.of(
          ".github",
          ".gitlab",
          ".gitea",
          ".forgejo",
          ".circleci",
          ".buildkite",
          ".semaphore",
          ".teamcity",
          ".woodpecker",
          ".tekton",
          ".azure-pipelines");

  private static final Pattern CI_FILE =
      Pattern.compile(
          "(.*\\.)?\\.?gitlab-ci\\.ya?ml|.*\\.gitlab-ci\\.ya?ml|azure-pipelines.*\\.ya?ml"
              + "|jenkinsfile(\\..*)?|\\.travis\\.ya?ml|bitbucket-pipelines\\.ya?ml"
              + "|\\.drone\\.(ya?ml|jsonnet|star)|\\.woodpecker\\.ya?ml|\\.?appveyor\\.ya?ml"
              + "|\\.cirrus\\.(ya?ml|star)|codeowners|buildspec\\.ya?ml|cloudbuild\\.ya?ml");

  @Override
  public void check(NamedPath path, boolean write) throws BlockedException {
    List<String> names = path.folded();
    for (String name : names) {
      if (isGit(name)) {
        throw new BlockedException(BlockReason.GIT_FILE);
      }
      if (name.equals(".loopgen")) {
        throw new BlockedException(BlockReason.LOOPGEN_FILE);
      }
    }
    if (write) {
      checkWrite(names);
    }
  }

  private static boolean isGit(String name) {
    return name.equals(".git") || name.startsWith(".git ") || name.matches("git~[0-9]+");
  }

  private static void checkWrite(List<String> names) throws BlockedException {
    String last = names.get(names.size() - 1);
    if (GIT_SETTINGS.contains(last)) {
      throw new BlockedException(BlockReason.GIT_FILE, last + " configures git");
    }
    boolean inCi = names.stream().anyMatch(CI_DIRECTORIES::contains);
    if (inCi || CI_FILE.matcher(last).matches()) {
      throw new BlockedException(BlockReason.CI_DEFINITION);
    }
  }
}
