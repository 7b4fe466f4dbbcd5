package dev.loopgen.api.attest;

import java.security.PublicKey;
import java.util.Locale;
import java.util.Objects;

/** Who must have signed. Comes from the caller's policy and never from a bundle. */
public sealed interface ExpectedIdentity
    permits ExpectedIdentity.Key, ExpectedIdentity.Person, CiIdentity {

  /**
   * Says who is expected.
   *
   * @return a noun phrase for a person
   */
  String describe();

  /**
   * The holder of the private key of a public one.
   *
   * @param key the public key; Ed25519, or ECDSA on the curve P-256
   */
  record Key(PublicKey key) implements ExpectedIdentity {

    /** Refuses null. */
    public Key {
      Objects.requireNonNull(key);
    }

    @Override
    public String describe() {
      return "the holder of a given " + key.getAlgorithm() + " key";
    }
  }

  /**
   * A person or a service account with an e-mail address, by way of an issuer of identities.
   *
   * <p>Such a certificate says nothing of repository, commit or run. It is worth what a key is: the
   * person says that the run was so.
   *
   * @param issuer the issuer, exactly
   * @param email the address, exactly
   */
  record Person(String issuer, String email) implements ExpectedIdentity {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the issuer is not an https URL or the address has no @
     */
    public Person {
      CiIdentity.requireIssuer(issuer);
      if (email.indexOf('@') < 1 || !email.equals(email.strip())) {
        throw new IllegalArgumentException("not an e-mail address: " + email);
      }
    }

    @Override
    public String describe() {
      return email + " by way of " + issuer.toLowerCase(Locale.ROOT);
    }
  }
}
