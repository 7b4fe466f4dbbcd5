package dev.loopgen.cli;

import dev.loopgen.attest.SigningKey;
import java.nio.file.Path;
import java.security.PublicKey;

/** Reads the keys of attestations from the files that are named on the command line. */
final class SigningKeys {

  private static final String PUBLIC = "-----BEGIN PUBLIC KEY-----";

  private SigningKeys() {}

  /** Returns the text of a file that {@link #read} takes: the private key, then the public one. */
  static String text(SigningKey key) {
    return key.privatePem() + key.publicPem();
  }

  /**
   * Reads a private key; its public key may stand behind it.
   *
   * @throws IllegalArgumentException if the file cannot be read; a key in place of the file is not
   *     repeated
   */
  static SigningKey read(Path file) {
    requireFile(file);
    String text = TextFile.read("signing key", file);
    int split = text.indexOf(PUBLIC);
    return split < 0
        ? SigningKey.fromPem(text)
        : SigningKey.fromPem(text.substring(0, split), text.substring(split));
  }

  /**
   * Reads a public key.
   *
   * @throws IllegalArgumentException if the file cannot be read; a key in place of the file is not
   *     repeated
   */
  static PublicKey readPublic(Path file) {
    requireFile(file);
    return SigningKey.readPublicKey(TextFile.read("public key", file));
  }

  private static void requireFile(Path file) {
    if (file.toString().contains("PRIVATE KEY")) {
      throw new IllegalArgumentException(
          "A private key stands where the file that holds it is needed. Command lines are seen and"
              + " kept by others, so make a new key.");
    }
  }
}
