package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The public key of a witness: verifies its cosignatures (C2SP tlog-cosignature, {@code
 * cosignature/v1}, Ed25519).
 *
 * <p>A cosignature says that, at its time, the checkpoint was the largest one of its log that the
 * witness had seen, and that it continued every earlier one. It says nothing about the entries. Its
 * time is the witness's word. Immutable and thread-safe.
 */
public final class CosignatureVerifier implements NoteVerifier {

  /** The signature type identifier of C2SP signed-note. */
  static final byte TYPE = 4;

  private static final String WHAT = "verifier key";

  /** The last second that an {@link Instant} can hold; larger timestamps count as this one. */
  private static final long LAST_SECOND = Instant.MAX.getEpochSecond();

  private final NoteKeyId keyId;
  private final byte[] raw;
  private final PublicKey key;
  private final String verifierKey;

  CosignatureVerifier(String name, byte[] publicKey) {
    keyId = NoteKeyId.derive(name, TYPE, publicKey);
    raw = publicKey.clone();
    key = Ed25519.publicKey(publicKey);
    verifierKey = NoteKeyText.format(keyId, TYPE, publicKey);
  }

  /**
   * Reads the C2SP verifier key of a witness.
   *
   * @param verifierKey {@code name+hash+base64(type || public key)}
   * @return the verifier, equal to every other one of this key
   * @throws AttestationException if the text is anything else, the hash is not that of the key, the
   *     type is not the Ed25519 cosignature (0x04), or the key is not a canonical point of the
   *     curve or of small order
   */
  public static CosignatureVerifier parse(String verifierKey) {
    if (verifierKey.startsWith(NoteKeyText.PRIVATE)) {
      throw new AttestationException(
          "A private key was given where the verifier key of a witness is needed. Keep it secret,"
              + " and give the verifier key that belongs to it.");
    }
    NoteKeyText text = NoteKeyText.parse(WHAT, verifierKey);
    CosignatureVerifier verifier = new CosignatureVerifier(text.name(), text.ed25519(WHAT, TYPE));
    text.requireHashOf(WHAT, verifier.keyId);
    return verifier;
  }

  @Override
  public NoteKeyId keyId() {
    return keyId;
  }

  @Override
  public boolean verifies(byte[] text, byte[] signature) {
    return time(text, signature).isPresent();
  }

  /** Returns the time of a cosignature, or empty if it is invalid. */
  Optional<Instant> time(byte[] text, byte[] signature) {
    if (signature.length != Long.BYTES + Ed25519.SIGNATURE_LENGTH) {
      return Optional.empty();
    }
    long seconds = ByteBuffer.wrap(signature).getLong();
    byte[] ed25519 = Arrays.copyOfRange(signature, Long.BYTES, signature.length);
    return seconds >= 0 && Ed25519.verify(key, message(seconds, text), ed25519)
        ? Optional.of(Instant.ofEpochSecond(Math.min(seconds, LAST_SECOND)))
        : Optional.empty();
  }

  /** Returns what an Ed25519 cosignature signs. */
  static byte[] message(long seconds, byte[] text) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(
        ("cosignature/v1\ntime " + seconds + "\n").getBytes(StandardCharsets.US_ASCII));
    message.writeBytes(text);
    return message.toByteArray();
  }

  /** Tells whether it is the same public key, whatever the names are. */
  boolean hasKeyOf(CosignatureVerifier other) {
    return Arrays.equals(raw, other.raw);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CosignatureVerifier verifier
        && verifierKey.equals(verifier.verifierKey);
  }

  @Override
  public int hashCode() {
    return verifierKey.hashCode();
  }

  /** Returns the verifier key. */
  @Override
  public String toString() {
    return verifierKey;
  }
}
