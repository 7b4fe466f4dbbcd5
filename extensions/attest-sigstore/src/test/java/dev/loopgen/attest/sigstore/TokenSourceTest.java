package dev.loopgen.attest.sigstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.sigstore.fixture.SigstoreFixture;
import dev.loopgen.sigstore.fixture.Workload;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TokenSourceTest {

  private static final Duration SHORT = Duration.ofSeconds(10);
  private final SigstoreFixture sigstore = SigstoreFixture.start();
  private final String TOKEN = sigstore.token(Workload.gitlab("acme/shop", "main", "2".repeat(40)));

  @AfterAll
  void close() {
    sigstore.close();
  }

  @Test
  void ambient_nothing_isEmpty() {
    assertThat(TokenSource.ambient(Map.of("CI", "true", "GITHUB_ACTIONS", "true"))).isEmpty();
    assertThat(TokenSource.ambient(Map.of("SIGSTORE_ID_TOKEN", TOKEN))).isEmpty();
  }

  @Test
  void ambient_github_asksForTheAudience() throws Exception {
    Map<String, String> environment = sigstore.githubEnvironment(SigstoreScenario.SHOP);

    IdentityToken token = TokenSource.ambient(environment).orElseThrow().token(SHORT);

    assertThat(token.challenge()).isEqualTo("repo:acme/shop:ref:refs/heads/main");
    assertThat(token.visibility()).contains("public");
  }

  @Test
  void ambient_gitlab_takesTheToken() throws Exception {
    TokenSource source =
        TokenSource.ambient(Map.of("GITLAB_CI", "true", "SIGSTORE_ID_TOKEN", TOKEN)).orElseThrow();

    assertThat(source.describe()).isEqualTo("GitLab CI");
    assertThat(source.token(SHORT).value()).isEqualTo(TOKEN);
  }

  @Test
  void ambient_twoSystems_isAnError() {
    Map<String, String> environment =
        new HashMap<>(sigstore.githubEnvironment(SigstoreScenario.SHOP));
    environment.put("GITLAB_CI", "true");
    environment.put("SIGSTORE_ID_TOKEN", TOKEN);

    assertThatThrownBy(() -> TokenSource.ambient(environment))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("GitHub Actions and GitLab CI");
  }

  @Test
  void ambient_buildkiteAndCircle_areCommands() {
    assertThat(
            TokenSource.ambient(
                    Map.of("BUILDKITE", "true", "BUILDKITE_AGENT_ACCESS_TOKEN", "secret"))
                .orElseThrow())
        .hasToString("Buildkite");
    assertThat(TokenSource.ambient(Map.of("CIRCLECI", "true")).orElseThrow())
        .hasToString("CircleCI");
  }

  @Test
  void command_printsTheToken_isTaken() throws Exception {
    TokenSource source = new CommandTokenSource("Test", List.of("echo", TOKEN), System.getenv());

    assertThat(source.token(SHORT).value()).isEqualTo(TOKEN);
  }

  @Test
  void command_otherwise_isAFailureThatQuotesNothing() {
    for (List<String> command :
        List.of(
            List.of("false"),
            List.of("echo", "s3cret"),
            List.of("sleep", "60"),
            List.of("no-such-command"))) {
      TokenSource source = new CommandTokenSource("Test", command, System.getenv());

      assertThatThrownBy(() -> source.token(Duration.ofMillis(500)))
          .isInstanceOf(SigningFailedException.class)
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void of_noToken_isRefusedWithoutQuotingIt() {
    for (String text : List.of("", "s3cret", "s3.cr.et", "a.b.c.d")) {
      assertThatThrownBy(() -> TokenSource.of(text))
          .isInstanceOf(AttestationException.class)
          .hasMessageNotContaining("s3");
    }
  }
}
