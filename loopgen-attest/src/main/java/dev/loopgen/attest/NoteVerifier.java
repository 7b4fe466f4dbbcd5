package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;

/**
 * A public key that the caller trusts to sign notes.
 *
 * <p>Trust depends on where the key comes from: a key found beside the note that it verifies proves
 * nothing. A signature does not prove that the text is true, new, or the only one of its kind that
 * the key signed.
 *
 * <p>Implementations add a signature type. They must return true only for a signature that only the
 * holder of the private key can have made over exactly this text, must not throw because of the
 * content of their arguments, must not keep or change the arrays, and must be immutable and
 * thread-safe.
 */
public interface NoteVerifier {

  /**
   * Reads a C2SP verifier key.
   *
   * @param verifierKey {@code name+hash+base64(type || public key)}
   * @return a verifier for Ed25519 over the text of the note, equal to every other one of this key
   * @throws AttestationException if the text is anything else, the hash is not that of the key, the
   *     type is not Ed25519 (0x01), or the key is not a canonical point of the curve or of small
   *     order
   */
  static NoteVerifier parse(String verifierKey) {
    return Ed25519Verifier.parse(verifierKey);
  }

  /**
   * Returns the key id in this key's signature lines.
   *
   * @return name and hash
   */
  NoteKeyId keyId();

  /**
   * Tells whether this key signed a text.
   *
   * @param text the UTF-8 bytes of the text with its final newline
   * @param signature what follows the key hash in the signature line, of any length
   * @return true only if it did
   */
  boolean verifies(byte[] text, byte[] signature);
}
