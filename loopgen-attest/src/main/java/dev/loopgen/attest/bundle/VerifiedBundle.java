package dev.loopgen.attest.bundle;

import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.attest.VerifiedTimestamp;
import java.util.List;
import java.util.Objects;

/**
 * A payload with verified signature, signer and times.
 *
 * <p>Calling the constructor asserts that the signature over {@link Dsse#pae} of exactly these
 * bytes verified with the signer's key, that everything else in the bundle was checked, and that
 * somebody whom the caller trusts vouches for each time. A verifier calls it in one place, at the
 * end of its pipeline. The content of the payload is not checked yet; {@link StatementCheck} does
 * that.
 */
public final class VerifiedBundle {

  private final String payloadType;
  private final byte[] payload;
  private final VerifiedSigner signer;
  private final List<VerifiedTimestamp> times;

  /**
   * Asserts what was verified.
   *
   * @param payloadType the payload's type, covered by the signature
   * @param payload the bytes that were verified; they are copied
   * @param signer who signed
   * @param times the times at which others attest that the signature existed; empty for a key
   *     without a log
   */
  public VerifiedBundle(
      String payloadType, byte[] payload, VerifiedSigner signer, List<VerifiedTimestamp> times) {
    this.payloadType = Objects.requireNonNull(payloadType, "payloadType");
    this.payload = payload.clone();
    this.signer = Objects.requireNonNull(signer, "signer");
    this.times = List.copyOf(times);
  }

  /**
   * Returns the payload's type.
   *
   * @return the type that the signature covers
   */
  public String payloadType() {
    return payloadType;
  }

  /**
   * Returns the payload.
   *
   * @return the bytes that the signature covers, a new array
   */
  public byte[] payload() {
    return payload.clone();
  }

  /**
   * Returns the signer.
   *
   * @return who signed
   */
  public VerifiedSigner signer() {
    return signer;
  }

  /**
   * Returns the proven times.
   *
   * @return the times at which others attest that the signature existed
   */
  public List<VerifiedTimestamp> times() {
    return times;
  }
}
