package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;

/**
 * Signs notes with one private key.
 *
 * <p>Whoever holds a signer can sign anything in the name of its key; commands that a loop runs
 * never see one. Implementations must be thread-safe and must not reveal the key in {@code
 * toString} or in any message.
 */
public interface NoteSigner {

  /**
   * Reads a private key.
   *
   * @param privateKey {@code PRIVATE+KEY+name+hash+base64(type || seed)}, as returned by {@link
   *     NoteKeyPair#privateKey()}
   * @return a signer for Ed25519 over the text of the note
   * @throws AttestationException if the text is anything else, the hash is not that of the public
   *     key, or the type is not Ed25519 (0x01); the message does not quote the key
   */
  static NoteSigner parse(String privateKey) {
    return NoteKeyPair.parse(privateKey).signer();
  }

  /**
   * Returns the key id in this key's signature lines.
   *
   * @return name and hash
   */
  NoteKeyId keyId();

  /**
   * Signs a text.
   *
   * @param text the UTF-8 bytes of the text with its final newline
   * @return what follows the key hash in the signature line, at least one byte
   * @throws AttestationException if signing fails
   */
  byte[] sign(byte[] text);
}
