package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;

/**
 * An Ed25519 key with which a witness cosigns checkpoints, and its public verifier key.
 *
 * <p>A cosignature does not commit to the witness's name, so one key serves one witness, and no key
 * that signs checkpoints or attestations can be one. The private key is not encrypted: whoever can
 * read its text, or this object, can cosign. Immutable and thread-safe; {@link #toString()} shows
 * the verifier key only.
 */
public final class WitnessKeyPair {

  private static final String WHAT = "private key";

  private final CosignatureVerifier verifier;
  private final PrivateKey key;
  private final String privateKey;

  private WitnessKeyPair(String name, byte[] seed) {
    verifier = new CosignatureVerifier(name, Ed25519.derivePublic(seed));
    key = Ed25519.privateKey(seed);
    privateKey =
        NoteKeyText.PRIVATE + NoteKeyText.format(verifier.keyId(), CosignatureVerifier.TYPE, seed);
  }

  /**
   * Generates a new key.
   *
   * @param name the name of the witness, without spaces and plus signs
   * @param random the source of the 32 secret bytes
   * @return the key
   * @throws IllegalArgumentException if the name is not a valid key name
   * @throws AttestationException if this Java runtime has no Ed25519
   */
  public static WitnessKeyPair generate(String name, SecureRandom random) {
    byte[] seed = new byte[Ed25519.KEY_LENGTH];
    random.nextBytes(seed);
    return new WitnessKeyPair(name, seed);
  }

  /**
   * Reads a private key.
   *
   * @param privateKey {@code PRIVATE+KEY+name+hash+base64(type || seed)}
   * @return the key
   * @throws AttestationException if the text is anything else, the hash is not that of the public
   *     key, or the type is not the Ed25519 cosignature (0x04); the message does not quote the key
   */
  public static WitnessKeyPair parse(String privateKey) {
    NoteKeyText text = NoteKeyText.parsePrivate(WHAT, privateKey);
    WitnessKeyPair pair =
        new WitnessKeyPair(text.name(), text.ed25519(WHAT, CosignatureVerifier.TYPE));
    text.requireHashOf(WHAT, pair.verifier.keyId());
    return pair;
  }

  /**
   * Tells whether a text has the form of a witness's private key, without checking it.
   *
   * @param text any text
   * @return whether it is a private key whose signature type is that of a cosignature
   */
  public static boolean isForm(String text) {
    String[] parts =
        text.startsWith(NoteKeyText.PRIVATE)
            ? text.substring(NoteKeyText.PRIVATE.length()).strip().split("\\+", 3)
            : new String[0];
    return parts.length == 3
        && StrictBase64.decode(parts[2])
            .filter(typed -> typed.length > 0 && typed[0] == CosignatureVerifier.TYPE)
            .isPresent();
  }

  /**
   * Returns a signer that cosigns with this key. It does not check what it cosigns.
   *
   * @param clock the clock of the cosignatures
   * @return a signer that does not expose the key
   */
  public NoteSigner signer(Clock clock) {
    return new Cosigner(verifier.keyId(), key, Objects.requireNonNull(clock, "clock"));
  }

  /**
   * Returns a verifier for this key.
   *
   * @return a verifier of the public key
   */
  public CosignatureVerifier verifier() {
    return verifier;
  }

  /**
   * Returns the text of the public key, to give to verifiers.
   *
   * @return {@code name+hash+base64(type || public key)}
   */
  public String verifierKey() {
    return verifier.toString();
  }

  /**
   * Returns the text of the private key. Keep it secret.
   *
   * @return {@code PRIVATE+KEY+name+hash+base64(type || seed)}
   */
  public String privateKey() {
    return privateKey;
  }

  /** Returns {@link #verifierKey()}. */
  @Override
  public String toString() {
    return verifierKey();
  }

  private record Cosigner(NoteKeyId keyId, PrivateKey key, Clock clock) implements NoteSigner {

    @Override
    public byte[] sign(byte[] text) {
      long seconds = clock.instant().getEpochSecond();
      if (seconds <= 0) {
        throw new AttestationException(
            "The clock is before 1970, so a cosignature would have no time. Set the clock.");
      }
      byte[] signature = Ed25519.sign(key, CosignatureVerifier.message(seconds, text));
      return ByteBuffer.allocate(Long.BYTES + signature.length)
          .putLong(seconds)
          .put(signature)
          .array();
    }

    @Override
    public String toString() {
      return "cosigner " + keyId;
    }
  }
}
