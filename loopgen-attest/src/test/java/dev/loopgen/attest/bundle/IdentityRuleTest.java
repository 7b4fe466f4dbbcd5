package dev.loopgen.attest.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.CertificateClaims.Claim;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.ledger.AuditEntry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The certificates here have the claims that the platforms' templates of Fulcio give them. */
final class IdentityRuleTest extends CertificateSamples {

  @Test
  void gitlab_pipelineOfAProject_isMet() {
    String run = "https://gitlab.com/acme/shop/-/jobs/77";
    String config = "https://gitlab.com/acme/shop//.gitlab-ci.yml@refs/heads/main";
    Map<Claim, String> claims = new EnumMap<>(GITHUB);
    claims.put(Claim.ISSUER, CiIdentity.GITLAB);
    claims.put(Claim.BUILD_SIGNER_URI, config);
    claims.put(Claim.BUILD_CONFIG_URI, config);
    claims.put(Claim.RUNNER_ENVIRONMENT, "gitlab-hosted");
    claims.put(Claim.SOURCE_REPOSITORY_URI, "https://gitlab.com/acme/shop");
    claims.put(Claim.RUN_INVOCATION_URI, run);
    claims.remove(Claim.BUILD_SIGNER_DIGEST);
    CiIdentity.Builder builder =
        CiIdentity.gitlab("https://gitlab.com/acme/shop", ".gitlab-ci.yml")
            .signerRef(ClaimRule.exactly("refs/heads/main"));

    assertThat(check(builder.build(), config, claims, entry(run)))
        .isInstanceOf(IdentityVerdict.Met.class);
    assertThat(check(builder.signerDigest(COMMIT).build(), config, claims, entry(run)))
        .isInstanceOf(IdentityVerdict.Missing.class);
  }

  @Test
  void buildkite_claimsNoRepository_soDemandingOneIsUndecided() {
    String run = "https://buildkite.com/acme/shop/builds/7#0192";
    Map<Claim, String> claims =
        Map.of(
            Claim.ISSUER,
            CiIdentity.BUILDKITE,
            Claim.RUNNER_ENVIRONMENT,
            "buildkite-hosted",
            Claim.SOURCE_REPOSITORY_DIGEST,
            COMMIT,
            Claim.BUILD_TRIGGER,
            "webhook",
            Claim.RUN_INVOCATION_URI,
            run);
    CiIdentity.Builder builder =
        CiIdentity.builder(
                CiIdentity.BUILDKITE, ClaimRule.exactly("https://buildkite.com/acme/shop"))
            .runner("buildkite-hosted")
            .anySignerVersion();

    assertThat(check(builder.build(), "https://buildkite.com/acme/shop", claims, entry(run)))
        .isInstanceOf(IdentityVerdict.Met.class);
    assertThat(check(builder.build(), "https://buildkite.com/acme/other", claims, entry(run)))
        .isInstanceOf(IdentityVerdict.Wrong.class);
    CiIdentity demanding = builder.repository("https://github.com/acme/shop").build();
    assertThat(check(demanding, "https://buildkite.com/acme/shop", claims, entry(run)))
        .isInstanceOf(IdentityVerdict.Missing.class);
  }

  @Test
  void circleci_claimsNoCommitAndNoTrigger_soTheyHaveToBeWaived() {
    String run = "https://app.circleci.com//workflow/w1/job/j1";
    String definition = "https://circleci.com/api/v2/projects/p1/pipeline-definitions/d1";
    Map<Claim, String> claims =
        Map.of(
            Claim.ISSUER, "https://oidc.circleci.com/org/o1",
            Claim.BUILD_SIGNER_URI, definition,
            Claim.RUNNER_ENVIRONMENT, "\"\"",
            Claim.SOURCE_REPOSITORY_URI, "https://github.com/acme/shop",
            Claim.SOURCE_REPOSITORY_REF, "refs/heads/main",
            Claim.BUILD_CONFIG_URI, "https://circleci.com/api/v2/pipeline/x/config",
            Claim.RUN_INVOCATION_URI, run);
    CiIdentity.Builder builder =
        CiIdentity.builder("https://oidc.circleci.com/org/o1", ClaimRule.exactly(definition))
            .repository("https://github.com/acme/shop")
            .ref(ClaimRule.exactly("refs/heads/main"));

    assertThat(check(builder.build(), definition, claims, entry(run)))
        .isInstanceOf(IdentityVerdict.Missing.class);
    assertThat(check(builder.anyTrigger().build(), definition, claims, entry(run)))
        .isInstanceOf(IdentityVerdict.Missing.class);
    assertThat(check(builder.anyCommit().build(), definition, claims, entry(run)))
        .isInstanceOf(IdentityVerdict.Met.class);
    assertThat(check(builder.runner("cloud").build(), definition, claims, entry(run)))
        .isInstanceOf(IdentityVerdict.Missing.class);
  }

  @Test
  void person_byMailAndIssuer_isMetByThatPersonAlone() {
    ExpectedIdentity ada =
        new ExpectedIdentity.Person("https://accounts.google.com", "ada@acme.test");

    assertThat(mail(ada, "ada@acme.test", "https://accounts.google.com"))
        .isInstanceOf(IdentityVerdict.Met.class);
    assertThat(mail(ada, "Ada@acme.test", "https://accounts.google.com"))
        .isInstanceOf(IdentityVerdict.Wrong.class);
    assertThat(mail(ada, "ada@acme.test", "https://github.com/login/oauth"))
        .isInstanceOf(IdentityVerdict.Wrong.class);
    assertThat(check(ada, "ada@acme.test", GITHUB, entry(GITHUB_RUN)))
        .isInstanceOf(IdentityVerdict.Wrong.class);
  }

  @Test
  void run_otherThanTheEntrysOwn_isRejected() {
    String subject = WORKFLOW + "@refs/heads/main";

    assertThat(check(FULL, subject, GITHUB, entry(GITHUB_RUN + "0")))
        .isInstanceOf(IdentityVerdict.Wrong.class);
    assertThat(check(FULL, subject, GITHUB, entry(ci(null, null, null), COMMIT)))
        .isInstanceOf(IdentityVerdict.Wrong.class);
    assertThat(check(FULL, subject, GITHUB, entry(ci("runUri", GITHUB_RUN, null), OTHER)))
        .isInstanceOf(IdentityVerdict.Wrong.class);
  }

  @Test
  void environment_thatSaysOtherwiseThanTheCertificate_isRejected() {
    for (String name : List.of("commitSha", "ref", "runnerEnv", "event", "repo")) {
      AuditEntry lying = entry(ci("runUri", GITHUB_RUN, name), COMMIT);

      assertThat(check(FULL, WORKFLOW + "@refs/heads/main", GITHUB, lying))
          .as(name)
          .isInstanceOf(IdentityVerdict.Wrong.class);
    }
  }

  @Test
  void signerDigest_claimedForAnotherWorkflow_isRejected() {
    CiIdentity pinned =
        CiIdentity.githubReusable("https://github.com/acme/shop", SHARED)
            .signerDigest(COMMIT)
            .build();

    assertThat(check(pinned, SHARED + "@refs/heads/main", GITHUB, entry(GITHUB_RUN)).reason())
        .contains("build signer is " + WORKFLOW);
  }

  @Test
  void signer_byAPattern_isMetByWholeNamesAlone() {
    CiIdentity any =
        CiIdentity.builder(
                CiIdentity.GITHUB,
                ClaimRule.matching(
                    "https://github\\.com/acme/shop/\\.github/workflows/[a-z]+\\.yml"))
            .signerRef(ClaimRule.exactly("refs/heads/main"))
            .build();

    assertThat(check(any, WORKFLOW + "@refs/heads/main", GITHUB, entry(GITHUB_RUN)))
        .isInstanceOf(IdentityVerdict.Met.class);
    assertThat(check(any, "https://x.test/?" + WORKFLOW + "@refs/heads/main", GITHUB, entry("x")))
        .isInstanceOf(IdentityVerdict.Wrong.class);
  }

  @Test
  void anyOf_oneIsMet_isMet() {
    assertThat(anyOf(WORKFLOW + "@refs/heads/main", GITHUB, stranger(), FULL))
        .isEqualTo(new IdentityVerdict.Met());
  }

  @Test
  void anyOf_noneIsMet_isWrongOnlyWhereAllAre() {
    Map<Claim, String> silent = without(Claim.BUILD_TRIGGER);
    String subject = WORKFLOW + "@refs/heads/main";

    assertThat(anyOf(subject, GITHUB, stranger(), stranger()).reason())
        .isEqualTo("The signer is " + subject + ", not bob@acme.test.");
    assertThat(anyOf(subject, GITHUB, stranger(), stranger()))
        .isInstanceOf(IdentityVerdict.Wrong.class);
    assertThat(anyOf(subject, silent, stranger(), FULL))
        .isInstanceOf(IdentityVerdict.Missing.class);
    assertThat(anyOf(subject, silent, FULL, stranger()).reason())
        .contains("does not claim the build trigger", "not bob@acme.test");
  }
}
