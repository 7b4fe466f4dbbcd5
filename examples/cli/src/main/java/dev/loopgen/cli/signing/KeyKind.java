package dev.loopgen.cli.signing;

import java.util.regex.Pattern;

/** What kind of key a text is by its looks, to say so where another kind is needed. */
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

  /** What is a verifier key by its looks is never a file name, so that no file can pose as it. */
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
   * Requires that a text is a key of this kind, or at least not one of another; it is not repeated.
   *
   * @param option the option that names it
   * @throws IllegalArgumentException if it is one of another kind
   */
  public void require(String option, Object file, String text) {
    KeyKind found = of(text);
    if (found != this && found != UNKNOWN) {
      throw new IllegalArgumentException(
          "%s needs %s, and %s holds %s: %s."
              .formatted(option, description, file, found.description, source));
    }
  }

  /**
   * Refuses a private key that was typed in place of the file that holds it.
   *
   * @throws IllegalArgumentException if it is one; the key is not repeated
   */
  public static void requireFile(String option, String argument) {
    KeyKind found = of(argument);
    if (found == NOTE || found == SIGNING) {
      throw new IllegalArgumentException(
          option
              + ": a private key stands where the file that holds it is needed. Command lines are"
              + " seen and kept by others, so make a new key.");
    }
  }
}
