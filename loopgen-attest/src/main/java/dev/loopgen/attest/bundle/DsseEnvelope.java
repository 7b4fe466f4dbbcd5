package dev.loopgen.attest.bundle;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A payload with its only signature, unverified. Immutable. */
public final class DsseEnvelope {

  private final String payloadType;
  private final byte[] payload;
  private final byte[] signature;
  private final @Nullable String keyId;

  /**
   * Creates an envelope.
   *
   * @param payloadType the type of the payload
   * @param payload the payload's bytes; they are copied
   * @param signature the signature over {@link Dsse#pae}; it is copied
   * @param keyId a hint at the key that signed, or null for none
   */
  public DsseEnvelope(
      String payloadType, byte[] payload, byte[] signature, @Nullable String keyId) {
    this.payloadType = Objects.requireNonNull(payloadType, "payloadType");
    this.payload = payload.clone();
    this.signature = signature.clone();
    this.keyId = keyId;
  }

  /**
   * Returns the type of the payload.
   *
   * @return the type claimed by the envelope
   */
  public String payloadType() {
    return payloadType;
  }

  /**
   * Returns the payload, which must not be interpreted before the signature is verified.
   *
   * @return its bytes, a new array
   */
  public byte[] payload() {
    return payload.clone();
  }

  /**
   * Returns the signature.
   *
   * @return its bytes, a new array
   */
  public byte[] signature() {
    return signature.clone();
  }

  /**
   * Returns the unverified hint at the key that signed.
   *
   * @return the hint, or empty if there is none
   */
  public Optional<String> keyId() {
    return Optional.ofNullable(keyId);
  }

  /**
   * Returns the bytes that the signature covers.
   *
   * @return the pre-authentication encoding, a new array
   */
  public byte[] signedBytes() {
    return Dsse.pae(payloadType, payload);
  }
}
