package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import java.security.PublicKey;
import java.util.Arrays;

/** Verifies Ed25519 signatures over the text itself; its text form is the verifier key. */
final class Ed25519Verifier implements NoteVerifier {

  private static final String WHAT = "verifier key";

  private final NoteKeyId keyId;
  private final byte[] raw;
  private final PublicKey key;
  private final String verifierKey;

  Ed25519Verifier(String name, byte[] publicKey) {
    keyId = NoteKeyId.derive(name, Ed25519.TYPE, publicKey);
    raw = publicKey.clone();
    key = Ed25519.publicKey(publicKey);
    verifierKey = NoteKeyText.format(keyId, Ed25519.TYPE, publicKey);
  }

  static Ed25519Verifier parse(String verifierKey) {
    if (verifierKey.startsWith(NoteKeyText.PRIVATE)) {
      throw new AttestationException(
          "A private key was given where a verifier key is needed. Keep it secret, and give the "
              + "verifier key that belongs to it.");
    }
    NoteKeyText text = NoteKeyText.parse(WHAT, verifierKey);
    Ed25519Verifier verifier = new Ed25519Verifier(text.name(), text.ed25519(WHAT, Ed25519.TYPE));
    text.requireHashOf(WHAT, verifier.keyId);
    return verifier;
  }

  @Override
  public NoteKeyId keyId() {
    return keyId;
  }

  @Override
  public boolean verifies(byte[] text, byte[] signature) {
    return Ed25519.verify(key, text, signature);
  }

  /** Tells whether it is the same public key, whatever the names are. */
  boolean hasKeyOf(Ed25519Verifier other) {
    return Arrays.equals(raw, other.raw);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ed25519Verifier verifier && verifierKey.equals(verifier.verifierKey);
  }

  @Override
  public int hashCode() {
    return verifierKey.hashCode();
  }

  @Override
  public String toString() {
    return verifierKey;
  }
}
