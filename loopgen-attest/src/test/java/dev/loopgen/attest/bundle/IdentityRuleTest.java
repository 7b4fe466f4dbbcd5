package dev.loopgen.attest.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.CertificateClaims;
import dev.loopgen.api.attest.CertificateClaims.Claim;
import dev.loopgen.api.attest.CertificateClaims.SubjectKind;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The certificates here have the claims that the platforms' templates of Fulcio give them. */
final class IdentityRuleTest {

  private static final String COMMIT = "2".repeat(40);
  private static final String OTHER = "f".repeat(40);
  private static final String GITHUB_RUN = "https://github.com/acme/shop/actions/runs/1/attempts/2";
  private static final String WORKFLOW = "https://github.com/acme/shop/.github/workflows/loop.yml";
  private static final String SHARED = "https://github.com/acme/ci/.github/workflows/judge.yml";

  private static final Map<Claim, String> GITHUB =
      Map.ofEntries(
          Map.entry(Claim.ISSUER, CiIdentity.GITHUB),
          Map.entry(Claim.BUILD_SIGNER_URI, WORKFLOW + "@refs/heads/main"),
          Map.entry(Claim.BUILD_SIGNER_DIGEST, COMMIT),
          Map.entry(Claim.RUNNER_ENVIRONMENT, "github-hosted"),
          Map.entry(Claim.SOURCE_REPOSITORY_URI, "https://github.com/acme/shop"),
          Map.entry(Claim.SOURCE_REPOSITORY_DIGEST, COMMIT),
          Map.entry(Claim.SOURCE_REPOSITORY_REF, "refs/heads/main"),
          Map.entry(Claim.SOURCE_REPOSITORY_ID, "11"),
          Map.entry(Claim.SOURCE_REPOSITORY_OWNER_URI, "https://github.com/acme"),
          Map.entry(Claim.SOURCE_REPOSITORY_OWNER_ID, "22"),
          Map.entry(Claim.BUILD_CONFIG_URI, WORKFLOW + "@refs/heads/main"),
          Map.entry(Claim.BUILD_CONFIG_DIGEST, COMMIT),
          Map.entry(Claim.BUILD_TRIGGER, "push"),
          Map.entry(Claim.RUN_INVOCATION_URI, GITHUB_RUN),
          Map.entry(Claim.SOURCE_REPOSITORY_VISIBILITY, "public"));

  private static final CiIdentity FULL =
      CiIdentity.github("https://github.com/acme/shop", ".github/workflows/loop.yml")
          .signerRef(ClaimRule.exactly("refs/heads/main"))
          .signerDigest(COMMIT)
          .caller(ClaimRule.exactly(WORKFLOW))
          .ref(ClaimRule.exactly("refs/heads/main"))
          .ids("11", "22")
          .visibility("public")
          .build();

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

  private static ExpectedIdentity stranger() {
    return new ExpectedIdentity.Person(CiIdentity.GITHUB, "bob@acme.test");
  }

  private static IdentityVerdict anyOf(
      String subject, Map<Claim, String> claims, ExpectedIdentity... expected) {
    return check(ExpectedIdentity.anyOf(List.of(expected)), subject, claims, entry(GITHUB_RUN));
  }

  private static Json.Obj ci(String name, String value, String lie) {
    Json.ObjectBuilder ci = Json.object();
    if (name != null) {
      ci.put(name, value);
    }
    if (lie != null) {
      ci.put(lie, "something else");
    }
    return ci.build();
  }

  private static Map<Claim, String> without(Claim claim) {
    Map<Claim, String> claims = new EnumMap<>(GITHUB);
    claims.remove(claim);
    return claims;
  }

  private static Map<Claim, String> with(Claim claim, String value) {
    Map<Claim, String> claims = new EnumMap<>(GITHUB);
    claims.put(claim, value);
    return claims;
  }

  private static IdentityVerdict check(
      ExpectedIdentity expected, String subject, Map<Claim, String> claims, AuditEntry entry) {
    CertificateClaims certificate = new CertificateClaims(SubjectKind.URI, subject, claims);
    return IdentityRule.check(expected, new VerifiedSigner.Certificate(certificate), entry);
  }

  private static IdentityVerdict mail(ExpectedIdentity expected, String address, String issuer) {
    CertificateClaims claims =
        new CertificateClaims(SubjectKind.EMAIL, address, Map.of(Claim.ISSUER, issuer));
    return IdentityRule.check(expected, new VerifiedSigner.Certificate(claims), entry("x"));
  }

  private static AuditEntry entry(String runUri) {
    return entry(ci("runUri", runUri, null), COMMIT);
  }

  private static AuditEntry entry(Json.Obj ci, String commit) {
    return AuditEntry.link(
        Json.object()
            .put("entryId", "a")
            .put("provenance", Json.object().put("ci", ci).build())
            .put(
                "judgement",
                Json.object().put("head", Json.object().put("commit", commit).build()).build())
            .build(),
        List.of());
  }
}
