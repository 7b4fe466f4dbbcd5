package dev.loopgen.api.attest;

import java.security.PublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Who must have signed. Comes from the caller's policy and never from a bundle. */
public sealed interface ExpectedIdentity
    permits ExpectedIdentity.Key, ExpectedIdentity.Person, ExpectedIdentity.AnyOf, CiIdentity {

  /**
   * Expects any one of several, for example the old key and the new one while keys are replaced.
   *
   * @param identities who may have signed, at least one
   * @return the one that is given, or an {@link AnyOf}
   * @throws IllegalArgumentException if there is none
   */
  static ExpectedIdentity anyOf(List<? extends ExpectedIdentity> identities) {
    return identities.size() == 1 ? identities.get(0) : new AnyOf(List.copyOf(identities));
  }

  /**
   * Returns those of whom any one suffices.
   *
   * @return at least one identity, none of them an {@link AnyOf}
   */
  default List<ExpectedIdentity> alternatives() {
    return List.of(this);
  }

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

  /**
   * Any one of several. A signer is rejected only where each of them rejects it, and a bundle that
   * none of them verifies stays undecided where one of them cannot tell.
   *
   * @param alternatives who may have signed
   */
  record AnyOf(List<ExpectedIdentity> alternatives) implements ExpectedIdentity {

    /**
     * Copies the list and puts the alternatives of alternatives into it.
     *
     * @throws IllegalArgumentException if there is none
     */
    public AnyOf {
      alternatives = alternatives.stream().flatMap(each -> each.alternatives().stream()).toList();
      if (alternatives.isEmpty()) {
        throw new IllegalArgumentException("nobody is expected to sign; name at least one");
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
