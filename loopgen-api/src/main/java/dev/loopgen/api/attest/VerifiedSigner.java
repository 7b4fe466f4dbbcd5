package dev.loopgen.api.attest;

import dev.loopgen.api.digest.Sha256;
import java.util.Objects;

/** Who signed, as a check found it. */
public sealed interface VerifiedSigner {

  /**
   * Says who it is.
   *
   * @return a noun phrase for a person
   */
  String describe();

  /**
   * The holder of a private key. Who that is, only the caller who expected the key can say.
   *
   * @param algorithm the kind of key, such as {@code Ed25519}
   * @param fingerprint the SHA-256 of the public key's SubjectPublicKeyInfo
   */
  record Key(String algorithm, Sha256 fingerprint) implements VerifiedSigner {

    public Key {
      Objects.requireNonNull(algorithm);
      Objects.requireNonNull(fingerprint);
    }

    @Override
    public String describe() {
      return "the " + algorithm + " key sha256:" + fingerprint;
    }
  }

  /**
   * An identity that a certificate authority checked when it issued a short-lived certificate.
   *
   * @param claims what the certificate says
   */
  record Certificate(CertificateClaims claims) implements VerifiedSigner {

    public Certificate {
      Objects.requireNonNull(claims);
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
