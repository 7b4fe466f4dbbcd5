package dev.loopgen.api.attest;

/**
 * Checks the signed verification summary of a gate's decision, for whoever was not there when it
 * was decided.
 *
 * <p>An implementer owes what an {@link AttestationVerifier} owes: no network, no expectation taken
 * from what is verified, {@link SummaryCheck.Verified} reached in one place, never an exception for
 * anything in a bundle. Implementations are thread-safe and reusable.
 */
public interface SummaryVerifier {

  /**
   * Checks a bundle: its signature, its subject, its type, that the signer may speak for the
   * verifier, its resource, its result and its levels.
   *
   * @param bundle the content of the bundle's file
   * @param expectation what the consumer expects
   * @return what was found; never an exception for anything in the bundle
   */
  SummaryCheck verify(byte[] bundle, SummaryExpectation expectation);
}
