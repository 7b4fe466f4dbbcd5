package dev.loopgen.attest.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.CertificateClaims;
import dev.loopgen.api.attest.CertificateClaims.Claim;
import dev.loopgen.api.attest.CertificateClaims.SubjectKind;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.json.Json;
import dev.loopgen.attest.KeyAttestor;
import dev.loopgen.attest.SigningKey;
import dev.loopgen.sigstore.fixture.IdentityProvider;
import dev.loopgen.sigstore.fixture.Workload;
import dev.loopgen.testkit.AttestableEntry;
import dev.loopgen.testkit.LedgerFacts;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Certificates of every provider, as Fulcio writes them, are read and judged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
final class ProviderClaimsTest {

  private static final String COMMIT = "2".repeat(40);

  private final SigstoreScenario world = new SigstoreScenario();

  @AfterAll
  void close() {
    world.close();
  }

  static Stream<Arguments> providers() {
    return Stream.of(
        Arguments.of(
            SigstoreScenario.SHOP,
            SubjectKind.URI,
            "https://github.com/acme/shop/.github/workflows/loop.yml@refs/heads/main",
            Map.of(
                Claim.ISSUER, "https://token.actions.githubusercontent.com",
                Claim.SOURCE_REPOSITORY_URI, "https://github.com/acme/shop",
                Claim.SOURCE_REPOSITORY_DIGEST, COMMIT,
                Claim.RUN_INVOCATION_URI,
                    "https://github.com/acme/shop/actions/runs/123/attempts/1",
                Claim.SOURCE_REPOSITORY_VISIBILITY, "public")),
        Arguments.of(
            Workload.gitlab("acme/shop", "main", COMMIT),
            SubjectKind.URI,
            "https://gitlab.com/acme/shop//.gitlab-ci.yml@refs/heads/main",
            Map.of(
                Claim.ISSUER, "https://gitlab.com",
                Claim.SOURCE_REPOSITORY_REF, "refs/heads/main",
                Claim.RUN_INVOCATION_URI, "https://gitlab.com/acme/shop/-/jobs/8001")),
        Arguments.of(
            Workload.buildkite("acme", "shop", COMMIT),
            SubjectKind.URI,
            "https://buildkite.com/acme/shop",
            Map.of(
                Claim.RUNNER_ENVIRONMENT, "buildkite-hosted",
                Claim.SOURCE_REPOSITORY_DIGEST, COMMIT,
                Claim.RUN_INVOCATION_URI, "https://buildkite.com/acme/shop/builds/42#0190-job")),
        Arguments.of(
            Workload.circleci("github.com/acme/shop", "refs/heads/main"),
            SubjectKind.URI,
            "https://circleci.com/api/v2/projects/p-1/pipeline-definitions/d-1",
            Map.of(
                Claim.RUNNER_ENVIRONMENT, "\"\"",
                Claim.RUN_INVOCATION_URI, "https://app.circleci.com//workflow/w-1/job/j-1")),
        Arguments.of(
            Workload.email(IdentityProvider.GOOGLE, "a@acme.test"),
            SubjectKind.EMAIL,
            "a@acme.test",
            Map.of(Claim.ISSUER, "https://accounts.google.com")),
        Arguments.of(
            Workload.email(IdentityProvider.DEX, "a@acme.test"),
            SubjectKind.EMAIL,
            "a@acme.test",
            Map.of(Claim.ISSUER, "https://github.com/login/oauth")),
        Arguments.of(
            new Workload(
                IdentityProvider.KUBERNETES,
                Map.of("sub", "s", "namespace", "n", "serviceaccount", "a")),
            SubjectKind.URI,
            "https://kubernetes.io/namespaces/n/serviceaccounts/a",
            Map.of()),
        Arguments.of(
            new Workload(IdentityProvider.SPIFFE, Map.of("sub", "spiffe://acme.test/job")),
            SubjectKind.URI,
            "spiffe://acme.test/job",
            Map.of()),
        Arguments.of(
            new Workload(IdentityProvider.USERNAME, Map.of("sub", "alice!acme.test")),
            SubjectKind.OTHER,
            "alice!acme.test",
            Map.of()));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void claims_ofEachProvider_areRead(
      Workload workload, SubjectKind kind, String subject, Map<Claim, String> expected)
      throws Exception {
    CertificateClaims claims = leaf(workload).claims();

    assertThat(claims.kind()).isEqualTo(kind);
    assertThat(claims.subject()).isEqualTo(subject);
    assertThat(claims.claims()).containsAllEntriesOf(expected);
  }

  @Test
  void gitlab_ofTheRun_isVerified() throws Exception {
    CiIdentity identity =
        CiIdentity.gitlab("https://gitlab.com/acme/shop", ".gitlab-ci.yml")
            .ref(ClaimRule.exactly("refs/heads/main"))
            .build();

    assertThat(
            check(
                Workload.gitlab("acme/shop", "main", COMMIT),
                identity,
                "https://gitlab.com/acme/shop/-/jobs/8001"))
        .isInstanceOf(AttestationVerifier.VerifiedRun.class);
  }

  @Test
  void buildkite_doesNotClaimARepository_isUndecidedWhereOneIsDemanded() throws Exception {
    CiIdentity.Builder identity =
        CiIdentity.builder(
                CiIdentity.BUILDKITE, ClaimRule.exactly("https://buildkite.com/acme/shop"))
            .anySignerVersion();
    String run = "https://buildkite.com/acme/shop/builds/42#0190-job";
    Workload workload = Workload.buildkite("acme", "shop", COMMIT);

    assertThat(check(workload, identity.build(), run))
        .isInstanceOf(AttestationVerifier.VerifiedRun.class);
    assertThat(check(workload, identity.repository("https://github.com/acme/shop").build(), run))
        .isInstanceOf(Check.Undecided.class);
  }

  @Test
  void circleci_doesNotClaimACommit_isUndecidedUnlessAnyIsGood() throws Exception {
    CiIdentity.Builder identity =
        CiIdentity.builder(
                "https://oidc.circleci.com",
                ClaimRule.exactly(
                    "https://circleci.com/api/v2/projects/p-1/pipeline-definitions/d-1"))
            .anySignerVersion()
            .anyTrigger();
    String run = "https://app.circleci.com//workflow/w-1/job/j-1";
    Workload workload = Workload.circleci("github.com/acme/shop", "refs/heads/main");

    assertThat(check(workload, identity.build(), run)).isInstanceOf(Check.Undecided.class);
    assertThat(check(workload, identity.anyCommit().build(), run).describe())
        .startsWith("A run that passed");
  }

  @Test
  void person_countsOnlyWhereThatPersonIsExpected() throws Exception {
    Workload person = Workload.email(IdentityProvider.GOOGLE, "a@acme.test");
    String run = "https://github.com/acme/shop/actions/runs/123/attempts/1";

    assertThat(
            check(
                person,
                new ExpectedIdentity.Person("https://accounts.google.com", "a@acme.test"),
                run))
        .isInstanceOf(AttestationVerifier.VerifiedRun.class);
    for (ExpectedIdentity other :
        List.of(
            SigstoreScenario.shop(),
            new ExpectedIdentity.Person("https://accounts.google.com", "b@acme.test"),
            new ExpectedIdentity.Person("https://github.com/login/oauth", "a@acme.test"))) {
      assertThat(check(person, other, run)).isInstanceOf(Check.Rejected.class);
    }
  }

  @Test
  void reusableWorkflowOfAPullRequest_isVerifiedWithAllItsClaims() throws Exception {
    String shared = "https://github.com/acme/ci/.github/workflows/judge.yml";
    Workload workload =
        Workload.github("acme/shop", ".github/workflows/loop.yml", "refs/pull/7/merge", COMMIT)
            .with("run_id", "123")
            .with("event_name", "pull_request")
            .with("job_workflow_ref", "acme/ci/.github/workflows/judge.yml@refs/heads/main")
            .with("job_workflow_sha", "5".repeat(40));
    CiIdentity identity =
        CiIdentity.githubReusable("https://github.com/acme/shop", shared)
            .signerRef(ClaimRule.exactly("refs/heads/main"))
            .build();
    String run = "https://github.com/acme/shop/actions/runs/123/attempts/1";

    AttestationVerifier.VerifiedRun check =
        (AttestationVerifier.VerifiedRun) check(workload, identity, run);

    CertificateClaims claims = ((VerifiedSigner.Certificate) check.signer()).claims();
    assertThat(claims.signer())
        .isEqualTo(
            new CertificateClaims.WorkflowVersion(shared, "refs/heads/main", "5".repeat(40)));
    CertificateClaims.WorkflowVersion caller = claims.caller().orElseThrow();
    assertThat(caller.ref()).isEqualTo("refs/pull/7/merge");
    assertThat(caller.digest()).isEqualTo(COMMIT);
    assertThat(caller.pathIn("https://github.com/acme/shop"))
        .contains(".github/workflows/loop.yml");
    assertThat(claims.claims())
        .containsEntry(Claim.SOURCE_REPOSITORY_DIGEST, COMMIT)
        .containsEntry(Claim.SOURCE_REPOSITORY_REF, "refs/pull/7/merge")
        .containsEntry(Claim.RUNNER_ENVIRONMENT, "github-hosted")
        .containsEntry(Claim.BUILD_TRIGGER, "pull_request")
        .containsEntry(Claim.RUN_INVOCATION_URI, run)
        .containsEntry(Claim.SOURCE_REPOSITORY_VISIBILITY, "public");
    assertThat(check(workload.with("event_name", "pull_request_target"), identity, run))
        .isInstanceOf(Check.Rejected.class);
    assertThat(
            check(
                workload.with(
                    "job_workflow_ref", "acme/ci/.github/workflows/judge.yml@refs/heads/attack"),
                identity,
                run))
        .isInstanceOf(Check.Rejected.class);
  }

  @Test
  void keyAndWorkflowExpected_bothAreVerifiedAndNobodyElse() throws Exception {
    AttestableEntry run = SigstoreScenario.runs().get(0);
    byte[] keyless = world.bundle(1, run);
    SigningKey key = SigningKey.generateEd25519(new SecureRandom());
    byte[] keyed =
        SigstoreScenario.bundle(new KeyAttestor(key).attest(run.entry(), run.position()));
    ExpectedIdentity owner = new ExpectedIdentity.Key(key.publicKey());
    ExpectedIdentity stranger = new ExpectedIdentity.Key(EphemeralKey.generate().publicKey());

    for (byte[] bundle : List.of(keyless, keyed)) {
      assertThat(anyOf(bundle, run, stranger, owner, SigstoreScenario.shop()))
          .isInstanceOf(AttestationVerifier.VerifiedRun.class);
    }
    assertThat(anyOf(keyless, run, stranger, owner)).isInstanceOf(Check.Rejected.class);
    assertThat(anyOf(keyed, run, SigstoreScenario.shop(), SigstoreScenario.strangers().get(0)))
        .isInstanceOf(Check.Rejected.class);
    assertThat(anyOf(keyed, run, SigstoreScenario.shop(), stranger))
        .isInstanceOf(Check.Rejected.class);
  }

  private Check<AttestationVerifier.VerifiedRun> anyOf(
      byte[] bundle, AttestableEntry run, ExpectedIdentity... expected) {
    return world
        .verifier()
        .verify(bundle, run.entry(), run.by(ExpectedIdentity.anyOf(List.of(expected))));
  }

  private Check<AttestationVerifier.VerifiedRun> check(
      Workload workload, ExpectedIdentity identity, String run) throws Exception {
    AttestableEntry entry = AttestableEntry.of(List.of(factsOf(run))).get(0);
    KeylessAttestor attestor =
        KeylessAttestor.builder(
                TokenSource.of(world.sigstore.token(workload)), world.services(1), world.root)
            .anyVisibility()
            .build();
    byte[] bundle = SigstoreScenario.bundle(attestor.attest(entry.entry(), entry.position()));
    return world.verifier().verify(bundle, entry.entry(), entry.by(identity));
  }

  /** Leaves only the run in what the environment said. */
  private static Json.Obj factsOf(String run) {
    return JsonEdit.replace(
        LedgerFacts.judged("a", true),
        List.of("provenance", "ci"),
        old -> Json.object().put("runUri", run).build());
  }

  private SigningCertificate leaf(Workload workload) throws Exception {
    return new FulcioClient(world.sigstore.fulcio(), Duration.ofSeconds(10))
        .certificate(EphemeralKey.generate(), IdentityToken.parse(world.sigstore.token(workload)));
  }
}
