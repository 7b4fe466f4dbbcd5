package dev.loopgen.attest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identifies the key of a signature line: a name, and four bytes derived from name and key.
 *
 * <p>It selects one of the trusted keys and proves nothing: anyone can generate another key with
 * the same name and hash.
 *
 * @param name the name of the key, without spaces and plus signs
 * @param hash the first four bytes of the key's hash, big-endian
 */
public record NoteKeyId(String name, int hash) {

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if the name is empty or holds a Unicode space, a plus sign or
   *     another character that a note cannot hold there
   */
  public NoteKeyId {
    if (!NoteText.isName(name)) {
      throw new IllegalArgumentException(
          "the name of a key must not be empty or have spaces, plus signs or control characters: "
              + name);
    }
  }

  /**
   * Derives the id of a key as C2SP signed-note recommends: SHA-256 over name, newline, signature
   * type and public key.
   *
   * @param name the name of the key
   * @param type the signature type identifier, for example 1 for Ed25519
   * @param publicKey the encoding of the public key that belongs to the type
   * @return the id
   * @throws IllegalArgumentException if the name is not a valid key name
   */
  public static NoteKeyId derive(String name, byte type, byte[] publicKey) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
      digest.update(type);
      return new NoteKeyId(name, ByteBuffer.wrap(digest.digest(publicKey)).getInt());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** Returns the name, a plus sign and the hash in eight hexadecimal digits. */
  @Override
  public String toString() {
    return name + "+" + HexFormat.of().toHexDigits(hash);
  }
}
