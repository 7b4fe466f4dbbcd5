package dev.loopgen.api.attest;

import java.security.PublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** An identity that must have signed. Comes from the caller's policy, never from a bundle. */
public sealed interface ExpectedIdentity
    permits ExpectedIdentity.Key, ExpectedIdentity.Person, ExpectedIdentity.AnyOf, CiIdentity {

  /**
   * Expects any of several identities, for example the old and the new key during a key rotation.
   *
   * @param identities who may have signed, at least one
   * @return the only given identity, or an {@link AnyOf}
   * @throws IllegalArgumentException if there is none
   */
  static ExpectedIdentity anyOf(List<? extends ExpectedIdentity> identities) {
    return identities.size() == 1 ? identities.get(0) : new AnyOf(List.copyOf(identities));
  }

  /**
   * Returns the alternatives, any of which suffices.
   *
   * @return at least one identity, none of them an {@link AnyOf}
   */
  default List<ExpectedIdentity> alternatives() {
    return List.of(this);
  }

  /**
   * Describes the identity.
   *
   * @return a noun phrase for people
   */
  String describe();

  /**
   * The holder of the private key for a public key.
   *
   * @param key the public key; Ed25519, or ECDSA on the curve P-256
   */
  record Key(PublicKey key) implements ExpectedIdentity {

    public Key {
      Objects.requireNonNull(key, "key");
    }

    @Override
    public String describe() {
      return "the holder of a given " + key.getAlgorithm() + " key";
    }
  }

  /**
   * A person or service account with an e-mail address, authenticated by an issuer.
   *
   * <p>Such a certificate says nothing about repository, commit or run. It counts as much as a key:
   * the person vouches for the run.
   *
   * @param issuer the exact issuer
   * @param email the exact address
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

  /**
   * Any of several identities. A signer is rejected only if each of them rejects it; a bundle that
   * none of them verifies is undecided if one of them is undecided.
   *
   * @param alternatives who may have signed
   */
  record AnyOf(List<ExpectedIdentity> alternatives) implements ExpectedIdentity {

    /**
     * Copies and flattens the list.
     *
     * @throws IllegalArgumentException if there is none
     */
    public AnyOf {
      alternatives = alternatives.stream().flatMap(each -> each.alternatives().stream()).toList();
      if (alternatives.isEmpty()) {
        throw new IllegalArgumentException(
            "nobody is expected to sign; name at least one identity");
      }
    }

    @Override
    public String describe() {
      return alternatives.stream()
          .map(ExpectedIdentity::describe)
          .collect(Collectors.joining(", or "));
    }
  }
}
