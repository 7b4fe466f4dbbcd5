package dev.loopgen.api.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.TreeHead;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AttestValuesTest {

  private static final String ROOT_COMMIT = "5d41402abc4b2a76b9719d911017c592ae2f4e2e";
  private static final AuditEntry FIRST = entry("a", List.of());
  private static final AuditEntry SECOND = entry("b", List.of(hash(FIRST)));
  private static final LedgerPosition POSITION = position(SECOND, FIRST, SECOND);

  @Test
  void position_ofAnEntry_staysWhenTheLedgerGrows() {
    AuditEntry third = entry("c", List.of(hash(SECOND)));

    assertThat(position(SECOND, FIRST, SECOND, third)).isEqualTo(POSITION);
    assertThat(POSITION.first()).isEqualTo(hash(FIRST));
    assertThat(POSITION.head().size()).isEqualTo(2);
    assertThat(POSITION.origin()).isEqualTo("loopgen.dev/ledger/" + ROOT_COMMIT);
    assertThat(LedgerPosition.of(third, graph(FIRST, SECOND))).isEmpty();
  }

  @Test
  void position_entryWithoutRootCommit_isOfAnUnknownLedger() {
    AuditEntry bare = AuditEntry.link(Json.object().put("entryId", "x").build(), List.of());

    assertThat(LedgerPosition.originOf(bare)).isEqualTo("loopgen.dev/ledger/unknown");
  }

  @Test
  void position_partsThatCannotBe_areRefused() {
    TreeHead alone = new TreeHead(hash(FIRST), 1, hash(FIRST));

    assertThatThrownBy(() -> new LedgerPosition("two\nlines", hash(FIRST), alone))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LedgerPosition("x", hash(SECOND), alone))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void signed_twoOfAKindOrNone_isRefused() {
    SignedBundle run = new SignedBundle(SignedBundle.Kind.RUN, "{}");
    SignedBundle test = new SignedBundle(SignedBundle.Kind.TEST_RESULT, "{}");

    AttestationOutcome signed = new AttestationOutcome.Signed(List.of(run, test));
    assertThat(signed.isSigned()).isTrue();
    assertThat(signed.describe()).isEqualTo("The run is attested (run, test-result).");
    assertThat(run.bytes()).containsExactly('{', '}');
    assertThatThrownBy(() -> new AttestationOutcome.Signed(List.of(run, run)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AttestationOutcome.Signed(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void outcomes_otherThanSigned_areNotSigned() {
    for (AttestationOutcome outcome :
        List.of(
            new AttestationOutcome.Pending("The log is down."),
            new AttestationOutcome.Failed("The key is gone."),
            new AttestationOutcome.NotRequested())) {
      assertThat(outcome.isSigned()).isFalse();
      assertThat(outcome.describe()).endsWith(".");
    }
  }

  @Test
  void provesPass_onlyForAVerifiedPass() {
    VerifiedSigner signer = new VerifiedSigner.Key("Ed25519", hash(FIRST));
    VerifiedTimestamp time =
        new VerifiedTimestamp(Instant.EPOCH, VerifiedTimestamp.Source.TRANSPARENCY_LOG);

    Check<AttestationVerifier.VerifiedRun> passed =
        new AttestationVerifier.VerifiedRun(
            SignedBundle.Kind.RUN, signer, List.of(time), POSITION, true);
    Check<AttestationVerifier.VerifiedRun> failed =
        new AttestationVerifier.VerifiedRun(
            SignedBundle.Kind.RUN, signer, List.of(), POSITION, false);

    assertThat(passed.provesPass()).isTrue();
    assertThat(passed.describe()).contains("passed", "1970-01-01T00:00:00Z", "entry 2 of");
    assertThat(failed.provesPass()).isFalse();
    assertThat(failed.describe()).contains("failed", "nobody else vouches");
    assertThat(new Check.Rejected<>("No.").provesPass()).isFalse();
    assertThat(new Check.Undecided<>("No.").provesPass()).isFalse();
  }

  @Test
  void ciIdentity_withoutAVersionOfTheSigner_isRefused() {
    CiIdentity.Builder builder =
        CiIdentity.github("https://github.com/acme/shop", ".github/workflows/loop.yml");

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a trusted ref or digest");
    CiIdentity identity = builder.ref(ClaimRule.exactly("refs/heads/main")).build();
    assertThat(identity.signer().describe())
        .isEqualTo("https://github.com/acme/shop/.github/workflows/loop.yml");
    assertThat(identity.runners()).containsExactly("github-hosted");
    assertThat(identity.deniedTriggers()).containsExactly("pull_request_target");
    assertThat(identity.isCommitBound()).isTrue();
  }

  @Test
  void identity_issuerThatIsNoUrl_isRefused() {
    for (String issuer : List.of("", "http://x.test", "https://x.test/*", "https://a@b.test")) {
      assertThatThrownBy(() -> CiIdentity.builder(issuer, ClaimRule.exactly("x")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new ExpectedIdentity.Person(issuer, "a@b.test"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new ExpectedIdentity.Person("https://x.test", "nobody"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void claims_areFoundByNumber() {
    assertThat(CertificateClaims.Claim.of(21)).contains(CertificateClaims.Claim.RUN_INVOCATION_URI);
    assertThat(CertificateClaims.Claim.of(7)).isEmpty();
    CertificateClaims claims =
        new CertificateClaims(
            CertificateClaims.SubjectKind.URI,
            "https://x.test/w",
            Map.of(CertificateClaims.Claim.ISSUER, "https://x.test"));
    assertThat(new VerifiedSigner.Certificate(claims).describe())
        .isEqualTo("https://x.test/w (https://x.test)");
  }

  @Test
  void claims_ofAReusableWorkflow_nameSignerAndCaller() {
    CertificateClaims claims =
        new CertificateClaims(
            CertificateClaims.SubjectKind.URI,
            "https://github.com/acme/ci/.github/workflows/judge.yml@refs/heads/main",
            Map.of(
                CertificateClaims.Claim.BUILD_SIGNER_DIGEST,
                "1".repeat(40),
                CertificateClaims.Claim.BUILD_CONFIG_URI,
                "https://github.com/acme/shop/.github/workflows/loop.yml@refs/pull/7/merge"));

    assertThat(claims.signer())
        .isEqualTo(
            new CertificateClaims.WorkflowVersion(
                "https://github.com/acme/ci/.github/workflows/judge.yml",
                "refs/heads/main",
                "1".repeat(40)));
    CertificateClaims.WorkflowVersion caller = claims.caller().orElseThrow();
    assertThat(caller.ref()).isEqualTo("refs/pull/7/merge");
    assertThat(caller.digest()).isNull();
    assertThat(caller.pathIn("https://github.com/acme/shop"))
        .contains(".github/workflows/loop.yml");
    assertThat(caller.pathIn("https://github.com/acme/sho")).isEmpty();
    assertThat(caller.pathIn("https://github.com/acme/shop/.github/workflows/loop.yml")).isEmpty();
  }

  @Test
  void workflowOfGitLab_isFoundBehindTwoSlashes() {
    assertThat(
            CertificateClaims.WorkflowVersion.parse(
                    "https://gitlab.com/a/b//ci/loop.yml@refs/heads/x", null)
                .pathIn("https://gitlab.com/a/b"))
        .contains("ci/loop.yml");
  }

  @Test
  void anyOf_isFlatAndNeverEmpty() {
    ExpectedIdentity one = new ExpectedIdentity.Person("https://x.test", "a@x.test");
    ExpectedIdentity two = new ExpectedIdentity.Person("https://x.test", "b@x.test");

    assertThat(ExpectedIdentity.anyOf(List.of(one))).isSameAs(one);
    ExpectedIdentity all =
        ExpectedIdentity.anyOf(List.of(ExpectedIdentity.anyOf(List.of(one, two)), one));
    assertThat(all.alternatives()).containsExactly(one, two, one);
    assertThat(all.describe())
        .startsWith("a@x.test by way of https://x.test, or b@x.test by way of");
    assertThatThrownBy(() -> ExpectedIdentity.anyOf(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static LedgerPosition position(AuditEntry entry, AuditEntry... ledger) {
    return LedgerPosition.of(entry, graph(ledger)).orElseThrow();
  }

  private static EntryGraph graph(AuditEntry... entries) {
    EntryGraph.Builder graph = new EntryGraph.Builder();
    for (AuditEntry entry : entries) {
      graph.add(entry);
    }
    return graph.build();
  }

  private static AuditEntry entry(String id, List<Sha256> parents) {
    Json.Obj head = Json.object().put("rootCommit", ROOT_COMMIT).build();
    return AuditEntry.link(
        Json.object()
            .put("entryId", id)
            .put("judgement", Json.object().put("head", head).build())
            .build(),
        parents);
  }

  private static Sha256 hash(AuditEntry entry) {
    return Sha256.ofHex(entry.hash().orElseThrow());
  }
}
