package dev.loopgen.core.internal.run;

import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the environment of a CI system claims about the run. Anyone can set a variable, so the
 * claims prove nothing by themselves; they are compared with a certificate if there is one.
 */
public final class CiClaims {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)}");

  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@]*@");

  /**
   * A CI system: the variable that identifies it, and its claims. The first template of a claim
   * whose variables are all set is used. URIs of runs are spelled as in Fulcio's certificates.
   */
  private record Provider(String name, String mark, List<Claim> claims) {}

  private record Claim(String name, List<String> templates) {}

  private static final List<Provider> PROVIDERS =
      List.of(
          provider(
              "github-actions",
              "GITHUB_ACTIONS",
              claim("repo", "${GITHUB_REPOSITORY}"),
              claim("ref", "${GITHUB_REF}"),
              claim("commitSha", "${GITHUB_SHA}"),
              claim("workflow", "${GITHUB_WORKFLOW}"),
              claim("workflowRef", "${GITHUB_WORKFLOW_REF}"),
              claim("runId", "${GITHUB_RUN_ID}"),
              claim("runAttempt", "${GITHUB_RUN_ATTEMPT}"),
              claim("runnerEnv", "${RUNNER_ENVIRONMENT}"),
              claim("actor", "${GITHUB_ACTOR}"),
              claim("event", "${GITHUB_EVENT_NAME}"),
              claim(
                  "runUri",
                  "${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}"
                      + "/attempts/${GITHUB_RUN_ATTEMPT}")),
          provider(
              "gitlab-ci",
              "GITLAB_CI",
              claim("repo", "${CI_PROJECT_PATH}"),
              claim("ref", "refs/tags/${CI_COMMIT_TAG}", "refs/heads/${CI_COMMIT_BRANCH}"),
              claim("commitSha", "${CI_COMMIT_SHA}"),
              claim("runId", "${CI_PIPELINE_ID}"),
              claim("actor", "${GITLAB_USER_LOGIN}"),
              claim("event", "${CI_PIPELINE_SOURCE}"),
              claim("runUri", "${CI_PROJECT_URL}/-/jobs/${CI_JOB_ID}")),
          provider(
              "buildkite",
              "BUILDKITE",
              claim("repo", "${BUILDKITE_REPO}"),
              claim("ref", "refs/tags/${BUILDKITE_TAG}", "refs/heads/${BUILDKITE_BRANCH}"),
              claim("commitSha", "${BUILDKITE_COMMIT}"),
              claim("runId", "${BUILDKITE_BUILD_NUMBER}"),
              claim("runAttempt", "${BUILDKITE_RETRY_COUNT}"),
              claim("event", "${BUILDKITE_SOURCE}"),
              claim("runUri", "${BUILDKITE_BUILD_URL}#${BUILDKITE_JOB_ID}")),
          provider(
              "circleci",
              "CIRCLECI",
              claim("repo", "${CIRCLE_PROJECT_USERNAME}/${CIRCLE_PROJECT_REPONAME}"),
              claim("ref", "refs/tags/${CIRCLE_TAG}", "refs/heads/${CIRCLE_BRANCH}"),
              claim("commitSha", "${CIRCLE_SHA1}"),
              claim("runId", "${CIRCLE_BUILD_NUM}"),
              claim(
                  "runUri",
                  "https://app.circleci.com//workflow/${CIRCLE_WORKFLOW_ID}"
                      + "/job/${CIRCLE_WORKFLOW_JOB_ID}")),
          provider(
              "azure-pipelines",
              "TF_BUILD",
              claim("repo", "${BUILD_REPOSITORY_URI}"),
              claim("ref", "${BUILD_SOURCEBRANCH}"),
              claim("commitSha", "${BUILD_SOURCEVERSION}"),
              claim("runId", "${BUILD_BUILDID}"),
              claim("event", "${BUILD_REASON}"),
              claim("runUri", "${BUILD_BUILDURI}")),
          provider(
              "bitbucket",
              "BITBUCKET_BUILD_NUMBER",
              claim("repo", "${BITBUCKET_REPO_FULL_NAME}"),
              claim("ref", "refs/tags/${BITBUCKET_TAG}", "refs/heads/${BITBUCKET_BRANCH}"),
              claim("commitSha", "${BITBUCKET_COMMIT}"),
              claim("runId", "${BITBUCKET_BUILD_NUMBER}")),
          provider(
              "jenkins",
              "JENKINS_URL",
              claim("repo", "${GIT_URL}"),
              claim("commitSha", "${GIT_COMMIT}"),
              claim("runId", "${BUILD_NUMBER}"),
              claim("runUri", "${BUILD_URL}")));

  private CiClaims() {}

  /**
   * Returns the claims; empty if no CI system is recognized. {@code CI=true} alone identifies none.
   */
  public static Optional<Json.Obj> of(Map<String, String> environment) {
    return PROVIDERS.stream()
        .filter(provider -> value(environment, provider.mark()).isPresent())
        .findFirst()
        .map(
            provider -> {
              Json.ObjectBuilder claims = Json.object().put("provider", provider.name());
              for (Claim claim : provider.claims()) {
                claim.templates().stream()
                    .map(template -> fill(template, environment))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(filled -> claims.put(claim.name(), filled));
              }
              return claims.build();
            });
  }

  private static Optional<String> fill(String template, Map<String, String> environment) {
    StringBuilder filled = new StringBuilder();
    Matcher variables = VARIABLE.matcher(template);
    while (variables.find()) {
      Optional<String> value = value(environment, variables.group(1));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      variables.appendReplacement(filled, Matcher.quoteReplacement(value.get()));
    }
    variables.appendTail(filled);
    return Optional.of(USER_INFO.matcher(filled).replaceAll(""));
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  private static Provider provider(String name, String mark, Claim... claims) {
    return new Provider(name, mark, List.of(claims));
  }

  private static Claim claim(String name, String... templates) {
    return new Claim(name, List.of(templates));
  }
}
