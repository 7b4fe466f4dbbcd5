package dev.loopgen.attest.bundle;

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

/** Certificates of CI jobs, and the rule applied to them. */
abstract class CertificateSamples {

  static final String COMMIT = "2".repeat(40);
  static final String OTHER = "f".repeat(40);
  static final String GITHUB_RUN = "https://github.com/acme/shop/actions/runs/1/attempts/2";
  static final String WORKFLOW = "https://github.com/acme/shop/.github/workflows/loop.yml";
  static final String SHARED = "https://github.com/acme/ci/.github/workflows/judge.yml";

  static final Map<Claim, String> GITHUB =
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

  static final CiIdentity FULL =
      CiIdentity.github("https://github.com/acme/shop", ".github/workflows/loop.yml")
          .signerRef(ClaimRule.exactly("refs/heads/main"))
          .signerDigest(COMMIT)
          .caller(ClaimRule.exactly(WORKFLOW))
          .ref(ClaimRule.exactly("refs/heads/main"))
          .ids("11", "22")
          .visibility("public")
          .build();

  static ExpectedIdentity stranger() {
    return new ExpectedIdentity.Person(CiIdentity.GITHUB, "bob@acme.test");
  }

  static IdentityVerdict anyOf(
      String subject, Map<Claim, String> claims, ExpectedIdentity... expected) {
    return check(ExpectedIdentity.anyOf(List.of(expected)), subject, claims, entry(GITHUB_RUN));
  }

  static Json.Obj ci(String name, String value, String lie) {
    Json.ObjectBuilder ci = Json.object();
    if (name != null) {
      ci.put(name, value);
    }
    if (lie != null) {
      ci.put(lie, "something else");
    }
    return ci.build();
  }

  static Map<Claim, String> without(Claim claim) {
    Map<Claim, String> claims = new EnumMap<>(GITHUB);
    claims.remove(claim);
    return claims;
  }

  static Map<Claim, String> with(Claim claim, String value) {
    Map<Claim, String> claims = new EnumMap<>(GITHUB);
    claims.put(claim, value);
    return claims;
  }

  static IdentityVerdict check(
      ExpectedIdentity expected, String subject, Map<Claim, String> claims, AuditEntry entry) {
    CertificateClaims certificate = new CertificateClaims(SubjectKind.URI, subject, claims);
    return IdentityRule.check(expected, new VerifiedSigner.Certificate(certificate), entry);
  }

  static IdentityVerdict mail(ExpectedIdentity expected, String address, String issuer) {
    CertificateClaims claims =
        new CertificateClaims(SubjectKind.EMAIL, address, Map.of(Claim.ISSUER, issuer));
    return IdentityRule.check(expected, new VerifiedSigner.Certificate(claims), entry("x"));
  }

  static AuditEntry entry(String runUri) {
    return entry(ci("runUri", runUri, null), COMMIT);
  }

  static AuditEntry entry(Json.Obj ci, String commit) {
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
