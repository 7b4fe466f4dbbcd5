package dev.loopgen.api.gate;

/**
 * How much a run is worth, as verified: never what its entry claims. Ordered from less to more.
 *
 * <p>A tier says who stands behind a claim; none of them says that the run was honest. Policies
 * require one of the last three; reports tell all of them apart.
 */
public enum TrustTier {
  /** The entry says that it is attested and has no bundle, or its bundle was rejected. */
  REFUTED("attestation-refuted"),
  /**
   * The entry says that it is attested, or a bundle is there, and nothing was decided: nobody asked
   * for verification, or something that it needs is missing.
   */
  UNVERIFIED("attested-unverified"),
  /** An entry in an intact ledger; whoever can write the clone can write it. */
  LOCAL("local"),
  /** Signed by the holder of an expected key, or by an expected person: each gives their word. */
  KEY_SIGNED("key-signed"),
  /** Signed by an expected CI job that a certificate authority identified, with a proven time. */
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
   * Tells whether an expected identity signed, as verified.
   *
   * @return true for {@link #KEY_SIGNED} and {@link #KEYLESS}
   */
  public boolean isAttested() {
    return compareTo(LOCAL) > 0;
  }

  /**
   * Tells whether a policy can require this tier and a decision can rest on it.
   *
   * @return false for {@link #REFUTED} and {@link #UNVERIFIED}, which are worth nothing
   */
  public boolean isEvidence() {
    return compareTo(LOCAL) >= 0;
  }

  /**
   * Returns this tier where a policy can require it.
   *
   * @return this tier
   * @throws IllegalArgumentException if it is no {@linkplain #isEvidence() evidence}
   */
  public TrustTier requireEvidence() {
    if (!isEvidence()) {
      throw new IllegalArgumentException("a run that is " + id + " is worth nothing");
    }
    return this;
  }
}
