package dev.loopgen.adapters.scan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The files that say what a CI system runs. */
final class CiFiles {

  private static final Map<String, Pattern> PROVIDERS = new LinkedHashMap<>();

  static {
    provider("github-actions", "\\.github/workflows/[^/]+\\.ya?ml");
    provider("gitlab-ci", "\\.gitlab-ci\\.yml");
    provider("circleci", "\\.circleci/config\\.yml");
    provider("buildkite", "\\.buildkite/[^/]+\\.ya?ml");
    provider("azure-pipelines", "azure-pipelines\\.ya?ml");
    provider("bitbucket-pipelines", "bitbucket-pipelines\\.yml");
    provider("jenkins", "Jenkinsfile");
    provider("travis", "\\.travis\\.yml");
    provider("drone", "\\.drone\\.yml");
  }

  private CiFiles() {}

  private static void provider(String id, String files) {
    PROVIDERS.put(id, Pattern.compile(files));
  }

  static List<String> providers(ProjectTree tree) {
    return PROVIDERS.entrySet().stream()
        .filter(provider -> tree.files().stream().anyMatch(provider.getValue().asMatchPredicate()))
        .map(Map.Entry::getKey)
        .toList();
  }

  static List<String> files(ProjectTree tree) {
    List<String> files = new ArrayList<>();
    PROVIDERS
        .values()
        .forEach(
            pattern ->
                tree.files().stream().filter(pattern.asMatchPredicate()).forEach(files::add));
    return files;
  }
}
