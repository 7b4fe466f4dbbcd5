package dev.loopgen.api.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningCredentialsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
        "ACTIONS_ID_TOKEN_REQUEST_URL",
        "ACTIONS_RUNTIME_TOKEN",
        "SIGSTORE_ID_TOKEN",
        "GITLAB_OIDC_ID_TOKEN",
        "ID_TOKEN",
        "CIRCLE_OIDC_TOKEN_V2",
        "BUILDKITE_AGENT_ACCESS_TOKEN",
        "BITBUCKET_STEP_OIDC_TOKEN",
        "COSIGN_PRIVATE_KEY",
        "LOOPGEN_SIGNING_KEY",
        "sigstore_id_token"
      })
  void isOne_whatGivesTheRightToSign_isOne(String name) {
    assertThat(SigningCredentials.isOne(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GITHUB_TOKEN", "PATH", "NPM_TOKEN", "LOOPGEN_RUN_MARKER", "MY_ID_TOKEN_FILE"})
  void isOne_anythingElse_isNot(String name) {
    assertThat(SigningCredentials.isOne(name)).isFalse();
  }

  @Test
  void removedFrom_anEnvironment_leavesTheRestAsItIs() {
    assertThat(SigningCredentials.removedFrom(Map.of("PATH", "/bin", "SIGSTORE_ID_TOKEN", "x")))
        .isEqualTo(Map.of("PATH", "/bin"));
  }
}
