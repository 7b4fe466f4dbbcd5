package dev.loopgen.api.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The environment variables by which CI platforms identify the change under test. */
final class PlatformVariables {

  /**
   * For each platform, in order: the variable that identifies it, then the other variables to keep.
   */
  private static final List<List<String>> PLATFORMS =
      List.of(
          List.of(
              "GITHUB_ACTIONS",
              "GITHUB_EVENT_NAME",
              "GITHUB_EVENT_PATH",
              "GITHUB_REF",
              "GITHUB_SHA",
              "GITHUB_BASE_REF"),
          List.of(
              "GITLAB_CI",
              "CI_COMMIT_SHA",
              "CI_COMMIT_BEFORE_SHA",
              "CI_MERGE_REQUEST_IID",
              "CI_MERGE_REQUEST_EVENT_TYPE",
              "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
              "CI_MERGE_REQUEST_TARGET_BRANCH_SHA",
              "CI_MERGE_REQUEST_DIFF_BASE_SHA"),
          List.of("BUILDKITE", "BUILDKITE_PULL_REQUEST", "BUILDKITE_PULL_REQUEST_BASE_BRANCH"),
          List.of(
              "TF_BUILD",
              "BUILD_SOURCEBRANCH",
              "BUILD_SOURCEVERSION",
              "SYSTEM_PULLREQUEST_TARGETBRANCH"),
          List.of(
              "BITBUCKET_BUILD_NUMBER",
              "BITBUCKET_PR_ID",
              "BITBUCKET_PR_DESTINATION_BRANCH",
              "BITBUCKET_PR_DESTINATION_COMMIT"),
          List.of("JENKINS_URL", "CHANGE_ID", "CHANGE_TARGET"));

  private PlatformVariables() {}

  /** Returns the variables of the first platform detected; empty if only {@code CI} is set. */
  static Map<String, String> of(Map<String, String> environment) {
    for (List<String> names : PLATFORMS) {
      if (!environment.getOrDefault(names.get(0), "").isBlank()) {
        Map<String, String> taken = new HashMap<>();
        for (String name : names) {
          String value = environment.getOrDefault(name, "");
          if (!value.isBlank()) {
            taken.put(name, value);
          }
        }
        return taken;
      }
    }
    return Map.of();
  }
}
