package dev.loopgen.api.gate;

/**
 * Checks signed waivers.
 *
 * <p>An implementer owes what an {@link dev.loopgen.api.attest.AttestationVerifier} owes: no
 * network, no expectation taken from what is verified, {@link WaiverCheck.Verified} reached in one
 * place, never an exception for anything in a bundle. Implementations are thread-safe and reusable.
 */
public interface WaiverVerifier {

  /**
   * Checks a bundle: its signature and who signed, its type, and that it is about this repository
   * and, where it names a tree, about this one. Whether it has expired is left to the caller.
   *
   * @param bundle the content of the bundle's file
   * @param expectation what the caller expects
   * @return what was found; never an exception for anything in the bundle
   */
  WaiverCheck verify(byte[] bundle, WaiverExpectation expectation);
}
