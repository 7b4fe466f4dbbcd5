package dev.loopgen.cli.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.loopgen.api.attest.CertificateClaims.Claim;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.ExpectedIdentity;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class ExpectedSignerTest {

  @Test
  void of_workflowOfGitHub_demandsItsOwnRepositoryAndRunners() {
    CiIdentity identity =
        workflow(
            "https://github.com/acme/shop/.github/workflows/loop.yml@refs/heads/main",
            CiIdentity.GITHUB,
            Optional.empty());

    assertThat(identity.signer())
        .isEqualTo(ClaimRule.exactly("https://github.com/acme/shop/.github/workflows/loop.yml"));
    assertThat(identity.signerRef()).contains(ClaimRule.exactly("refs/heads/main"));
    assertThat(repository(identity)).isEqualTo("https://github.com/acme/shop");
    assertThat(identity.runners()).containsExactly("github-hosted");
    assertThat(identity.isCommitBound()).isTrue();
  }

  @Test
  void of_pipelineOfGitLab_demandsItsOwnProject() {
    CiIdentity identity =
        workflow(
            "https://gitlab.com/acme/shop//.gitlab-ci.yml@refs/heads/main",
            CiIdentity.GITLAB,
            Optional.empty());

    assertThat(repository(identity)).isEqualTo("https://gitlab.com/acme/shop");
  }

  @Test
  void of_reusableWorkflow_demandsTheRepositoryGiven() {
    CiIdentity identity =
        workflow(
            "https://github.com/acme/ci/.github/workflows/loop.yml@refs/tags/v1",
            CiIdentity.GITHUB,
            Optional.of("https://github.com/acme/shop"));

    assertThat(repository(identity)).isEqualTo("https://github.com/acme/shop");
  }

  @Test
  void of_workflowAtACommit_demandsTheDigest() {
    CiIdentity identity =
        workflow(
            "https://github.com/acme/ci/.github/workflows/loop.yml@" + "5".repeat(40),
            CiIdentity.GITHUB,
            Optional.of("https://github.com/acme/shop"));

    assertThat(identity.signerRef()).isEmpty();
    assertThat(identity.claims())
        .containsEntry(Claim.BUILD_SIGNER_DIGEST, ClaimRule.exactly("5".repeat(40)));
  }

  @Test
  void of_address_isAPerson() {
    assertThat(
            ExpectedSigner.of("a@example.test", "https://accounts.test", Optional.empty(), false))
        .isEqualTo(new ExpectedIdentity.Person("https://accounts.test", "a@example.test"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "somebody",
        "http://github.com/acme/shop/.github/workflows/loop.yml",
        "https://github.com/acme/shop/.github/workflows/loop.yml",
        "https://github.com/acme/shop/.github/workflows/loop.yml@",
        "https://github.com/acme/shop@refs/heads/main",
        "https://@refs/heads/main"
      })
  void of_anythingLess_isRefused(String identity) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectedSigner.of(identity, CiIdentity.GITHUB, Optional.empty(), false));
  }

  private static CiIdentity workflow(String identity, String issuer, Optional<String> repository) {
    return (CiIdentity) ExpectedSigner.of(identity, issuer, repository, false);
  }

  private static String repository(CiIdentity identity) {
    ClaimRule rule = identity.claims().get(Claim.SOURCE_REPOSITORY_URI);
    return rule == null ? "any" : rule.describe();
  }
}
