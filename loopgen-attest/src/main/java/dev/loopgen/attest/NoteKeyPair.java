package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import java.security.PrivateKey;
import java.security.SecureRandom;

/**
 * An Ed25519 key that signs notes, with its public verifier key, in the text forms of Go's {@code
 * sumdb/note}.
 *
 * <p>The private key is not encrypted: whoever can read its text, or this object, can sign.
 * Immutable and thread-safe; {@link #toString()} shows the verifier key only.
 */
public final class NoteKeyPair {

  private static final String WHAT = "private key";

  private final Ed25519Verifier verifier;
  private final Ed25519Signer signer;
  private final String privateKey;

  private NoteKeyPair(String name, byte[] seed) {
    verifier = new Ed25519Verifier(name, Ed25519.derivePublic(seed));
    signer = new Ed25519Signer(verifier.keyId(), Ed25519.privateKey(seed));
    privateKey = NoteKeyText.PRIVATE + NoteKeyText.format(verifier.keyId(), Ed25519.TYPE, seed);
  }

  /**
   * Generates a new key.
   *
   * @param name the name of the key, without spaces and plus signs; for the key of a log, the log's
   *     origin
   * @param random the source of the 32 secret bytes
   * @return the key
   * @throws IllegalArgumentException if the name is not a valid key name
   * @throws AttestationException if this Java runtime has no Ed25519
   */
  public static NoteKeyPair generate(String name, SecureRandom random) {
    byte[] seed = new byte[Ed25519.KEY_LENGTH];
    random.nextBytes(seed);
    return new NoteKeyPair(name, seed);
  }

  /**
   * Reads a private key.
   *
   * @param privateKey {@code PRIVATE+KEY+name+hash+base64(type || seed)}
   * @return the key
   * @throws AttestationException if the text is anything else, the hash is not that of the public
   *     key, or the type is not Ed25519 (0x01); the message does not quote the key
   */
  public static NoteKeyPair parse(String privateKey) {
    NoteKeyText text = NoteKeyText.parsePrivate(WHAT, privateKey);
    NoteKeyPair pair = new NoteKeyPair(text.name(), text.ed25519(WHAT, Ed25519.TYPE));
    text.requireHashOf(WHAT, pair.verifier.keyId());
    return pair;
  }

  /**
   * Returns a signer with this key.
   *
   * @return a signer that does not expose the key
   */
  public NoteSigner signer() {
    return signer;
  }

  /**
   * Returns a verifier for this key.
   *
   * @return a verifier of the public key
   */
  public NoteVerifier verifier() {
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

  private record Ed25519Signer(NoteKeyId keyId, PrivateKey key) implements NoteSigner {

    @Override
    public byte[] sign(byte[] text) {
      return Ed25519.sign(key, text);
    }

    @Override
    public String toString() {
      return "signer of " + keyId;
    }
  }
}
