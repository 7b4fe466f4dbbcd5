package dev.loopgen.attest.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.CertificateClaims;
import dev.loopgen.api.attest.CertificateClaims.Claim;
import dev.loopgen.api.attest.CertificateClaims.SubjectKind;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.VerifiedSigner;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rule for jobs of GitHub Actions. */
final class GitHubIdentityRuleTest extends CertificateSamples {

  @Test
  void github_everythingDemandedAndRight_isMet() {
    assertThat(check(FULL, WORKFLOW + "@refs/heads/main", GITHUB, entry(GITHUB_RUN)))
        .isEqualTo(new IdentityVerdict.Met());
  }

  @Test
  void github_eachDemandedClaimMissing_isUndecided() {
    for (Claim claim :
        List.of(
            Claim.ISSUER,
            Claim.BUILD_SIGNER_URI,
            Claim.BUILD_SIGNER_DIGEST,
            Claim.RUNNER_ENVIRONMENT,
            Claim.SOURCE_REPOSITORY_URI,
            Claim.SOURCE_REPOSITORY_DIGEST,
            Claim.SOURCE_REPOSITORY_REF,
            Claim.SOURCE_REPOSITORY_ID,
            Claim.SOURCE_REPOSITORY_OWNER_ID,
            Claim.BUILD_CONFIG_URI,
            Claim.BUILD_TRIGGER,
            Claim.RUN_INVOCATION_URI,
            Claim.SOURCE_REPOSITORY_VISIBILITY)) {
      for (Map<Claim, String> claims : List.of(without(claim), with(claim, ""))) {
        assertThat(check(FULL, WORKFLOW + "@refs/heads/main", claims, entry(GITHUB_RUN)))
            .as(claim.name())
            .isInstanceOf(IdentityVerdict.Missing.class);
      }
    }
    Map<Claim, String> atNoRef = with(Claim.BUILD_SIGNER_URI, WORKFLOW);
    assertThat(check(FULL, WORKFLOW, atNoRef, entry(GITHUB_RUN)))
        .isInstanceOf(IdentityVerdict.Missing.class);
  }

  @Test
  void github_eachDemandedClaimWrong_isRejectedEvenIfAnotherIsMissing() {
    for (Claim claim :
        List.of(
            Claim.ISSUER,
            Claim.BUILD_SIGNER_URI,
            Claim.BUILD_SIGNER_DIGEST,
            Claim.RUNNER_ENVIRONMENT,
            Claim.SOURCE_REPOSITORY_URI,
            Claim.SOURCE_REPOSITORY_DIGEST,
            Claim.SOURCE_REPOSITORY_REF,
            Claim.SOURCE_REPOSITORY_ID,
            Claim.SOURCE_REPOSITORY_OWNER_ID,
            Claim.BUILD_CONFIG_URI,
            Claim.RUN_INVOCATION_URI,
            Claim.SOURCE_REPOSITORY_VISIBILITY)) {
      Map<Claim, String> wrong = with(claim, "https://attacker.test");
      Map<Claim, String> wrongAndMissing = new EnumMap<>(wrong);
      wrongAndMissing.remove(Claim.BUILD_TRIGGER);
      for (Map<Claim, String> claims : List.of(wrong, wrongAndMissing)) {
        assertThat(check(FULL, WORKFLOW + "@refs/heads/main", claims, entry(GITHUB_RUN)))
            .as(claim.name())
            .isInstanceOf(IdentityVerdict.Wrong.class);
      }
    }
  }

  @Test
  void github_subjectOfAnotherWorkflowRefOrKind_isRejected() {
    for (String subject :
        List.of(
            WORKFLOW + "x@refs/heads/main",
            WORKFLOW + "@refs/heads/attack",
            WORKFLOW + "@refs/pull/7/merge",
            "https://attacker.test/?" + WORKFLOW + "@refs/heads/main",
            WORKFLOW + "@refs/heads/main@refs/heads/main",
            SHARED + "@refs/heads/main")) {
      assertThat(check(FULL, subject, GITHUB, entry(GITHUB_RUN)))
          .as(subject)
          .isInstanceOf(IdentityVerdict.Wrong.class);
    }
    CertificateClaims mail =
        new CertificateClaims(SubjectKind.EMAIL, WORKFLOW + "@refs/heads/main", GITHUB);
    assertThat(IdentityRule.check(FULL, new VerifiedSigner.Certificate(mail), entry(GITHUB_RUN)))
        .isInstanceOf(IdentityVerdict.Wrong.class);
  }

  @Test
  void github_pullRequestTarget_isDeniedUnlessAllowed() {
    Map<Claim, String> claims = with(Claim.BUILD_TRIGGER, "pull_request_target");
    CiIdentity any =
        CiIdentity.github("https://github.com/acme/shop", ".github/workflows/loop.yml")
            .ref(ClaimRule.exactly("refs/heads/main"))
            .anyTrigger()
            .build();

    assertThat(check(FULL, WORKFLOW + "@refs/heads/main", claims, entry(GITHUB_RUN)))
        .isInstanceOf(IdentityVerdict.Wrong.class);
    assertThat(check(any, WORKFLOW + "@refs/heads/main", claims, entry(GITHUB_RUN)))
        .isInstanceOf(IdentityVerdict.Met.class);
  }

  @Test
  void github_reusableWorkflow_countsOnlyAtATrustedVersion() {
    Map<Claim, String> claims = new EnumMap<>(GITHUB);
    claims.put(Claim.BUILD_SIGNER_URI, SHARED + "@refs/tags/v1");
    claims.put(Claim.BUILD_CONFIG_URI, WORKFLOW + "@refs/pull/7/merge");
    CiIdentity.Builder reusable =
        CiIdentity.builder(CiIdentity.GITHUB, ClaimRule.exactly(SHARED))
            .repository("https://github.com/acme/shop");
    CiIdentity unpinned = reusable.ref(ClaimRule.exactly("refs/heads/main")).build();

    assertThat(check(unpinned, SHARED + "@refs/tags/v1", claims, entry(GITHUB_RUN)))
        .isInstanceOf(IdentityVerdict.Missing.class);
    CiIdentity byRef = reusable.signerRef(ClaimRule.matching("refs/tags/v[0-9]+")).build();
    assertThat(check(byRef, SHARED + "@refs/tags/v1", claims, entry(GITHUB_RUN)))
        .isInstanceOf(IdentityVerdict.Met.class);
    assertThat(check(byRef, SHARED + "@refs/heads/attack", claims, entry(GITHUB_RUN)))
        .isInstanceOf(IdentityVerdict.Wrong.class);
    CiIdentity byCaller = reusable.caller(ClaimRule.exactly(SHARED)).build();
    assertThat(check(byCaller, SHARED + "@refs/tags/v1", claims, entry(GITHUB_RUN)))
        .isInstanceOf(IdentityVerdict.Wrong.class);
    CiIdentity byDigest =
        CiIdentity.builder(CiIdentity.GITHUB, ClaimRule.exactly(SHARED))
            .signerDigest(COMMIT)
            .build();
    assertThat(check(byDigest, SHARED + "@refs/tags/v1", claims, entry(GITHUB_RUN)))
        .isInstanceOf(IdentityVerdict.Met.class);
  }

  @Test
  void githubEnterprise_anotherIssuer_isAnotherIdentity() {
    String tenant = "https://token.actions.octo.ghe.com";
    String workflow = "https://octo.ghe.com/acme/shop/.github/workflows/loop.yml";
    Map<Claim, String> claims = new EnumMap<>(GITHUB);
    claims.put(Claim.ISSUER, tenant);
    claims.put(Claim.BUILD_CONFIG_URI, workflow + "@refs/heads/main");
    claims.put(Claim.SOURCE_REPOSITORY_URI, "https://octo.ghe.com/acme/shop");
    CiIdentity identity =
        CiIdentity.builder(tenant, ClaimRule.exactly(workflow))
            .repository("https://octo.ghe.com/acme/shop")
            .ref(ClaimRule.exactly("refs/heads/main"))
            .build();

    assertThat(check(identity, workflow + "@refs/heads/main", claims, entry(GITHUB_RUN)))
        .isInstanceOf(IdentityVerdict.Met.class);
    claims.put(Claim.ISSUER, CiIdentity.GITHUB + "/octo");
    assertThat(check(identity, workflow + "@refs/heads/main", claims, entry(GITHUB_RUN)))
        .isInstanceOf(IdentityVerdict.Wrong.class);
  }

  @Test
  void github_reusableWorkflowOfAPullRequest_isMetAtItsDigestAlone() {
    String change = WORKFLOW + "@refs/pull/7/merge";
    Map<Claim, String> claims = new EnumMap<>(GITHUB);
    claims.put(Claim.BUILD_SIGNER_URI, SHARED + "@refs/heads/main");
    claims.put(Claim.BUILD_SIGNER_DIGEST, OTHER);
    claims.put(Claim.BUILD_CONFIG_URI, change);
    claims.put(Claim.SOURCE_REPOSITORY_REF, "refs/pull/7/merge");
    claims.put(Claim.BUILD_TRIGGER, "pull_request");
    CiIdentity pinned =
        CiIdentity.githubReusable("https://github.com/acme/shop", SHARED)
            .signerDigest(OTHER)
            .build();
    CiIdentity atMain =
        CiIdentity.githubReusable("https://github.com/acme/shop", SHARED)
            .signerRef(ClaimRule.exactly("refs/heads/main"))
            .build();

    for (CiIdentity identity : List.of(pinned, atMain)) {
      assertThat(check(identity, SHARED + "@refs/heads/main", claims, entry(GITHUB_RUN)))
          .isInstanceOf(IdentityVerdict.Met.class);
      assertThat(check(identity, change, claims, entry(GITHUB_RUN)))
          .isInstanceOf(IdentityVerdict.Wrong.class);
    }
    claims.put(Claim.BUILD_SIGNER_DIGEST, COMMIT);
    assertThat(check(pinned, SHARED + "@refs/heads/main", claims, entry(GITHUB_RUN)))
        .isInstanceOf(IdentityVerdict.Wrong.class);
    assertThat(check(atMain, SHARED + "@refs/heads/attack", claims, entry(GITHUB_RUN)))
        .isInstanceOf(IdentityVerdict.Wrong.class);
  }
}
