package dev.loopgen.api.gate;

/**
 * A loop that must have passed.
 *
 * @param id the loop's id
 * @param trust what its run must be worth at least
 */
public record RequiredLoop(String id, TrustTier trust) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the id is blank or the tier no {@linkplain
   *     TrustTier#isEvidence() evidence}
   */
  public RequiredLoop {
    trust.requireEvidence();
    if (id.isBlank()) {
      throw new IllegalArgumentException("a required loop has an id");
    }
  }
}
