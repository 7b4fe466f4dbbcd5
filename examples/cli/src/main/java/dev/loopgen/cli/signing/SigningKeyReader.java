package dev.loopgen.cli.signing;

import dev.loopgen.attest.SigningKey;
import dev.loopgen.cli.support.TextFile;
import java.nio.file.Path;
import java.security.PublicKey;

/** Reads attestation keys from the files named on the command line. */
public final class SigningKeyReader {

  private SigningKeyReader() {}

  /** Returns the content of a file for {@link #read}: the private key, then the public one. */
  public static String text(SigningKey key) {
    return key.privatePem() + key.publicPem();
  }

  /**
   * Reads a private key, which its public key may follow.
   *
   * @throws IllegalArgumentException if the file cannot be read; the message never repeats a key
   *     given in place of the file
   */
  public static SigningKey read(Path file) {
    KeyKind.requireFile("--sign-with", file.toString());
    String text = TextFile.read("--sign-with: the signing key", file);
    KeyKind.SIGNING.require("--sign-with", file, text);
    return SigningKey.fromPem(text);
  }

  /**
   * Reads a public key.
   *
   * @throws IllegalArgumentException if the file cannot be read; the message never repeats a key
   *     given in place of the file
   */
  static PublicKey readPublic(Path file) {
    KeyKind.requireFile("--signed-by", file.toString());
    String text = TextFile.read("--signed-by: the public key", file);
    KeyKind.PUBLIC.require("--signed-by", file, text);
    return SigningKey.readPublicKey(text);
  }
}
