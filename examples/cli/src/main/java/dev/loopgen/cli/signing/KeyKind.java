package dev.loopgen.cli.signing;

import java.util.regex.Pattern;

/** The kind of key that a text looks like, to report when another kind is needed. */
public enum KeyKind {
  /** Signs attestations, decisions and waivers. */
  SIGNING("a private key in PEM", "loopgen keys generate-signing makes one"),
  /** Checks what a signing key signed. */
  PUBLIC("a public key in PEM", "loopgen keys show prints that of a private key"),
  /** Signs checkpoints. */
  NOTE("a private key of checkpoints", "loopgen keys generate makes one"),
  /** Checks checkpoints. */
  VERIFIER("a verifier key of checkpoints", "loopgen keys show prints that of a private key"),
  /** None of these. */
  UNKNOWN("no key", "");

  /**
   * A text that looks like a verifier key is never read as a file name, so that no file can pose as
   * a key.
   */
  private static final Pattern VERIFIER_TEXT = Pattern.compile("[^+\\s]+\\+[0-9a-f]+\\+\\S*");

  private final String description;
  private final String source;

  KeyKind(String description, String source) {
    this.description = description;
    this.source = source;
  }

  public static KeyKind of(String text) {
    String key = text.strip();
    if (key.startsWith("PRIVATE+KEY+")) {
      return NOTE;
    }
    if (key.contains("PRIVATE KEY-----")) {
      return SIGNING;
    }
    if (key.contains("-----BEGIN PUBLIC KEY-----")) {
      return PUBLIC;
    }
    return VERIFIER_TEXT.matcher(key).matches() ? VERIFIER : UNKNOWN;
  }

  /**
   * Requires that a text does not look like a key of another kind. Messages do not repeat it.
   *
   * @param option the option that names the key
   * @throws IllegalArgumentException if it looks like a key of another kind
   */
  public void require(String option, Object file, String text) {
    KeyKind found = of(text);
    if (found != this && found != UNKNOWN) {
      throw new IllegalArgumentException(
          "%s needs %s, but %s contains %s: %s."
              .formatted(option, description, file, found.description, source));
    }
  }

  /**
   * Rejects a private key given in place of its file.
   *
   * @throws IllegalArgumentException if it is a private key; the message does not repeat it
   */
  public static void requireFile(String option, String argument) {
    KeyKind found = of(argument);
    if (found == NOTE || found == SIGNING) {
      throw new IllegalArgumentException(
          option
              + ": a private key was given where its file is needed. Others can see command"
              + " lines, so generate a new key.");
    }
  }
}
