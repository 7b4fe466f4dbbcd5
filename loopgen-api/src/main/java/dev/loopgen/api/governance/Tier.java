package dev.loopgen.api.governance;

/** What stands behind a run, as far as it was verified: what an entry says of itself is not. */
public enum Tier {

  /** The ledger alone. */
  LOCAL("local"),

  /** A signed bundle of the run by the expected identity, verified. */
  ATTESTED("attested"),

  /**
   * The entry says that it is attested, or a bundle is there, and nothing was decided: nobody asked
   * for verification, or something that it needs is missing.
   */
  UNVERIFIED("attested-unverified"),

  /** The entry says that it is attested and has no bundle, or its bundle was rejected. */
  REFUTED("attestation-refuted");

  private final String id;

  Tier(String id) {
    this.id = id;
  }

  /**
   * Returns the name that reports use.
   *
   * @return the name of a JSON member
   */
  public String id() {
    return id;
  }
}
