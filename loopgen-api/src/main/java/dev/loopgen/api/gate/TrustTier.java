package dev.loopgen.api.gate;

import java.util.Locale;

/**
 * How much a run is worth, as verified: never what its entry claims. Ordered from less to more.
 *
 * <p>A tier says who stands behind a claim; none of them says that the run was honest.
 */
public enum TrustTier {
  /** An entry in an intact ledger; whoever can write the clone can write it. */
  LOCAL,
  /** Signed by the holder of an expected key, or by an expected person: each gives their word. */
  KEY_SIGNED,
  /** Signed by an expected CI job that a certificate authority identified, with a proven time. */
  KEYLESS;

  /**
   * Returns the name used in policies and JSON.
   *
   * @return lower case, words joined by hyphens
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
