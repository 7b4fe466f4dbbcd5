package dev.loopgen.api.gate;

/**
 * How far a run can be trusted, as verified and never as its entry claims. Ordered from lowest to
 * highest.
 *
 * <p>A tier says who vouches for a claim, never that the run was honest. Policies require one of
 * the last three; reports distinguish all of them.
 */
public enum TrustTier {
  /** The entry claims to be attested, but has no bundle or its bundle was rejected. */
  REFUTED("attestation-refuted"),
  /**
   * The entry claims to be attested or has a bundle, but nothing was decided: verification was not
   * requested, or something it needs is missing.
   */
  UNVERIFIED("attested-unverified"),
  /** An entry in an intact ledger. Anyone with write access to the clone can create one. */
  LOCAL("local"),
  /** Signed by the holder of an expected key or by an expected person, on their word alone. */
  KEY_SIGNED("key-signed"),
  /** Signed at a proven time by an expected CI job that a certificate authority identified. */
  KEYLESS("keyless");

  private final String id;

  TrustTier(String id) {
    this.id = id;
  }

  /**
   * Returns the name used in policies and JSON.
   *
   * @return lower case, words joined by hyphens
   */
  public String id() {
    return id;
  }

  /**
   * Tells whether an expected identity is verified to have signed.
   *
   * @return true for {@link #KEY_SIGNED} and {@link #KEYLESS}
   */
  public boolean isAttested() {
    return compareTo(LOCAL) > 0;
  }

  /**
   * Tells whether a policy can require this tier and a decision can rely on it.
   *
   * @return false for {@link #REFUTED} and {@link #UNVERIFIED}
   */
  public boolean isEvidence() {
    return compareTo(LOCAL) >= 0;
  }

  /**
   * Returns this tier if a policy can require it.
   *
   * @return this tier
   * @throws IllegalArgumentException if it is not {@linkplain #isEvidence() evidence}
   */
  public TrustTier requireEvidence() {
    if (!isEvidence()) {
      throw new IllegalArgumentException(
          "the tier " + id + " is not evidence; use local, key-signed or keyless");
    }
    return this;
  }
}
