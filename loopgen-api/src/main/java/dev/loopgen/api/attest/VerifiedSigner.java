package dev.loopgen.api.attest;

import dev.loopgen.api.digest.Sha256;
import java.util.Objects;

/** The verified signer of a bundle. */
public sealed interface VerifiedSigner {

  /**
   * Describes the signer.
   *
   * @return a noun phrase for people
   */
  String describe();

  /**
   * The holder of a private key. Only the caller who expected the key knows who that is.
   *
   * @param algorithm the kind of key, such as {@code Ed25519}
   * @param fingerprint the SHA-256 of the public key's SubjectPublicKeyInfo
   */
  record Key(String algorithm, Sha256 fingerprint) implements VerifiedSigner {

    public Key {
      Objects.requireNonNull(algorithm, "algorithm");
      Objects.requireNonNull(fingerprint, "fingerprint");
    }

    @Override
    public String describe() {
      return "the " + algorithm + " key sha256:" + fingerprint;
    }
  }

  /**
   * An identity that a certificate authority verified when it issued a short-lived certificate.
   *
   * @param claims the certificate's claims
   */
  record Certificate(CertificateClaims claims) implements VerifiedSigner {

    public Certificate {
      Objects.requireNonNull(claims, "claims");
    }

    @Override
    public String describe() {
      return claims.subject()
          + claims
              .claim(CertificateClaims.Claim.ISSUER)
              .map(issuer -> " (" + issuer + ")")
              .orElse("");
    }
  }
}
