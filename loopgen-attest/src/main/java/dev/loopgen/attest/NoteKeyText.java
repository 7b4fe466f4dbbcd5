package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of {@code name+hash+base64(type || key)}.
 *
 * <p>The key may be private, so no message quotes any of it.
 */
final class NoteKeyText {

  static final String PRIVATE = "PRIVATE+KEY+";

  private static final Map<Byte, String> TYPES =
      Map.of(
          Ed25519.TYPE, "Ed25519, 0x01,",
          CosignatureVerifier.TYPE, "the Ed25519 cosignature of a witness, 0x04,");

  private final String name;
  private final String hash;
  private final byte[] typed;

  private NoteKeyText(String name, String hash, byte[] typed) {
    this.name = name;
    this.hash = hash;
    this.typed = typed;
  }

  /** Reads a private key. */
  static NoteKeyText parsePrivate(String what, String text) {
    if (!text.startsWith(PRIVATE)) {
      throw new AttestationException(
          "The private key does not start with "
              + PRIVATE
              + ". Give the private key, not the verifier key.");
    }
    return parse(what, text.substring(PRIVATE.length()));
  }

  static NoteKeyText parse(String what, String text) {
    String[] parts = text.split("\\+", 3);
    Optional<byte[]> typed = StrictBase64.decode(parts[parts.length - 1]);
    if (parts.length != 3
        || !NoteText.isName(parts[0])
        || typed.isEmpty()
        || typed.get().length < 2) {
      throw new AttestationException(
          "The "
              + what
              + " does not have the form name+hash+base64. Check that it was copied"
              + " completely.");
    }
    return new NoteKeyText(parts[0], parts[1], typed.get());
  }

  static String format(NoteKeyId id, byte type, byte[] key) {
    byte[] typed = new byte[key.length + 1];
    typed[0] = type;
    System.arraycopy(key, 0, typed, 1, key.length);
    return id + "+" + StrictBase64.encode(typed);
  }

  String name() {
    return name;
  }

  /** Returns the key if it is an Ed25519 key of one signature type. */
  byte[] ed25519(String what, byte type) {
    if (typed[0] != type) {
      throw new AttestationException(
          "The %s %s has the signature type 0x%02x. Only %s is supported."
              .formatted(what, name, typed[0], TYPES.get(type)));
    }
    if (typed.length != 1 + Ed25519.KEY_LENGTH) {
      throw new AttestationException(
          "The %s %s has %d bytes where an Ed25519 key has 32."
              .formatted(what, name, typed.length - 1));
    }
    return Arrays.copyOfRange(typed, 1, typed.length);
  }

  /** Requires that the text's hash is that of its public key. */
  void requireHashOf(String what, NoteKeyId derived) {
    if (!derived.toString().equals(name + "+" + hash)) {
      throw new AttestationException(
          "The %s %s does not match its hash. Check that it was copied completely."
              .formatted(what, name));
    }
  }
}
