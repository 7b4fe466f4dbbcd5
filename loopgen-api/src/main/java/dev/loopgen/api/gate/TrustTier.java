package dev.loopgen.api.gate;

/**
 * How much a run is worth, as verified: never what its entry claims. Ordered from less to more.
 *
 * <p>A tier says who stands behind a claim; none of them says that the run was honest.
 */
public enum TrustTier {
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
}
