package dev.loopgen.attest.bundle;

import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.attest.VerifiedTimestamp;
import java.util.List;
import java.util.Objects;

/**
 * A payload whose signature, signer and times were verified.
 *
 * <p>Whoever calls the constructor says just that: the signature over {@link Dsse#pae} of these
 * very bytes verified with the signer's key, everything else that the bundle holds was looked at,
 * and each time is vouched for by somebody whom the caller trusts. A verifier has one place that
 * calls it, at the end of its one pipeline. What the payload says is not checked yet; that is
 * {@link StatementCheck}.
 */
public final class VerifiedBundle {

  private final String payloadType;
  private final byte[] payload;
  private final VerifiedSigner signer;
  private final List<VerifiedTimestamp> times;

  /**
   * States what was verified.
   *
   * @param payloadType the payload's type, covered by the signature
   * @param payload the bytes that were verified; they are copied
   * @param signer who signed
   * @param times when the signature existed, as others attest; empty for a key without a log
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
   * @return when the signature existed, as others attest
   */
  public List<VerifiedTimestamp> times() {
    return times;
  }
}
