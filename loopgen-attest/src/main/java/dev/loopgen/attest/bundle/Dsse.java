package dev.loopgen.attest.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The signed bytes of the Dead Simple Signing Envelope, version 1.0.2. */
public final class Dsse {

  /** The payload type of in-toto statements. */
  public static final String IN_TOTO = "application/vnd.in-toto+json";

  private Dsse() {}

  /**
   * Returns the pre-authentication encoding, the bytes that are signed.
   *
   * <p>Different types or payloads have different encodings.
   *
   * @param payloadType the type of the payload
   * @param payload the payload's bytes
   * @return {@code DSSEv1 LEN(type) type LEN(payload) payload}, the lengths in bytes
   */
  public static byte[] pae(String payloadType, byte[] payload) {
    byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(type.length + payload.length + 40);
    out.writeBytes(ascii("DSSEv1 " + type.length + " "));
    out.writeBytes(type);
    out.writeBytes(ascii(" " + payload.length + " "));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
