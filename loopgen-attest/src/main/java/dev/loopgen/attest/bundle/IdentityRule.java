package dev.loopgen.attest.bundle;

import dev.loopgen.api.attest.CertificateClaims;
import dev.loopgen.api.attest.CertificateClaims.Claim;
import dev.loopgen.api.attest.CertificateClaims.SubjectKind;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.tree.GitId;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Compares a verified signer with the expected one, and an entry's claims about its CI run with
 * what the certificate proves.
 *
 * <p>A wrong claim rejects even if another one is missing.
 */
public final class IdentityRule {

  private IdentityRule() {}

  /**
   * Compares the signer of an entry.
   *
   * @param expected the identity that the caller expects
   * @param signer who signed, as verified
   * @param entry the entry that was signed
   * @return whether it is the expected one, or one of several expected ones
   */
  public static IdentityVerdict check(
      ExpectedIdentity expected, VerifiedSigner signer, AuditEntry entry) {
    return check(expected, signer, (ci, claims) -> CiIdentityRule.check(ci, claims, entry));
  }

  /**
   * Compares the signer of something that is not an entry and so belongs to no run.
   *
   * @param expected the identity that the caller expects
   * @param signer who signed, as verified
   * @param commit the commit at which an identity bound to the commit must have signed; empty if
   *     the caller knows none, which leaves such an identity undecided
   * @return whether it is the expected one, or one of several expected ones
   */
  public static IdentityVerdict check(
      ExpectedIdentity expected, VerifiedSigner signer, Optional<GitId> commit) {
    return check(expected, signer, (ci, claims) -> CiIdentityRule.check(ci, claims, commit));
  }

  private static IdentityVerdict check(
      ExpectedIdentity expected,
      VerifiedSigner signer,
      BiFunction<CiIdentity, CertificateClaims, IdentityVerdict> workflow) {
    List<IdentityVerdict> checks =
        expected.alternatives().stream().map(each -> one(each, signer, workflow)).toList();
    if (checks.contains(new IdentityVerdict.Met())) {
      return new IdentityVerdict.Met();
    }
    String reasons =
        checks.stream().map(IdentityVerdict::reason).distinct().collect(Collectors.joining(" "));
    return checks.stream().anyMatch(IdentityVerdict.Missing.class::isInstance)
        ? new IdentityVerdict.Missing(reasons)
        : new IdentityVerdict.Wrong(reasons);
  }

  private static IdentityVerdict one(
      ExpectedIdentity expected,
      VerifiedSigner signer,
      BiFunction<CiIdentity, CertificateClaims, IdentityVerdict> workflow) {
    if (expected instanceof ExpectedIdentity.Key key) {
      return signer instanceof VerifiedSigner.Key found
              && found.fingerprint().equals(fingerprint(key.key()))
          ? new IdentityVerdict.Met()
          : new IdentityVerdict.Wrong("It is not signed with the expected key.");
    }
    if (!(signer instanceof VerifiedSigner.Certificate certificate)) {
      return new IdentityVerdict.Wrong(
          "It is signed with a key; expected is " + expected.describe() + ".");
    }
    if (expected instanceof CiIdentity ci) {
      return workflow.apply(ci, certificate.claims());
    }
    return expected instanceof ExpectedIdentity.Person person
        ? person(person, certificate.claims())
        : new IdentityVerdict.Wrong(
            "This version does not know the expected identity " + expected.describe() + ".");
  }

  /**
   * Returns the fingerprint of a public key.
   *
   * @param key the key
   * @return the SHA-256 of its SubjectPublicKeyInfo
   * @throws IllegalArgumentException if the key has no such encoding
   */
  public static Sha256 fingerprint(PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null) {
      throw new IllegalArgumentException("the public key has no encoding");
    }
    return Sha256.hash(encoded);
  }

  private static IdentityVerdict person(ExpectedIdentity.Person person, CertificateClaims claims) {
    CheckProblems findings = new CheckProblems();
    findings.requireClaim(
        "issuer", claims.claim(Claim.ISSUER), person.issuer()::equals, person.issuer());
    findings.require(
        claims.kind() == SubjectKind.EMAIL && claims.subject().equals(person.email()),
        "The signer is " + claims.subject() + ", not " + person.email() + ".");
    return findings.result();
  }
}
