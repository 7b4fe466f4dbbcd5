package dev.loopgen.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CiClaimsTest {

  @Test
  void of_noCiSystem_isEmpty() {
    assertThat(CiClaims.of(Map.of("CI", "true", "GITHUB_SHA", "x"))).isEmpty();
    assertThat(CiClaims.of(Map.of("GITHUB_ACTIONS", ""))).isEmpty();
  }

  @Test
  void of_missingVariables_leaveTheirClaimsOut() {
    assertThat(CiClaims.of(Map.of("GITHUB_ACTIONS", "true", "GITHUB_RUN_ID", "7")))
        .contains(Json.object().put("provider", "github-actions").put("runId", "7").build());
  }

  @Test
  void of_gitlab_spellsRunAndRefAsCertificatesDo() {
    Json.Obj claims =
        claims(
            Map.of(
                "GITLAB_CI", "true",
                "CI_PROJECT_PATH", "acme/shop",
                "CI_PROJECT_URL", "https://gitlab.com/acme/shop",
                "CI_COMMIT_BRANCH", "main",
                "CI_JOB_ID", "77"));

    assertThat(claims.string("runUri")).contains("https://gitlab.com/acme/shop/-/jobs/77");
    assertThat(claims.string("ref")).contains("refs/heads/main");
  }

  @Test
  void of_buildkite_spellsRunAsCertificatesDoAndDropsPasswords() {
    Json.Obj claims =
        claims(
            Map.of(
                "BUILDKITE", "true",
                "BUILDKITE_REPO", "https://user:secret@git.test/acme/shop.git",
                "BUILDKITE_BUILD_URL", "https://buildkite.com/acme/shop/builds/7",
                "BUILDKITE_JOB_ID", "0192"));

    assertThat(claims.string("runUri")).contains("https://buildkite.com/acme/shop/builds/7#0192");
    assertThat(claims.string("repo")).contains("https://git.test/acme/shop.git");
  }

  @Test
  void of_circleci_spellsRunAsCertificatesDo() {
    Json.Obj claims =
        claims(
            Map.of(
                "CIRCLECI", "true",
                "CIRCLE_TAG", "v1$1",
                "CIRCLE_WORKFLOW_ID", "w",
                "CIRCLE_WORKFLOW_JOB_ID", "j"));

    assertThat(claims.string("runUri")).contains("https://app.circleci.com//workflow/w/job/j");
    assertThat(claims.string("ref")).contains("refs/tags/v1$1");
  }

  private static Json.Obj claims(Map<String, String> environment) {
    return CiClaims.of(environment).orElseThrow();
  }
}
