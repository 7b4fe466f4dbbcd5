package dev.loopgen.core.internal.driven.dialect;

import java.util.random.RandomGenerator;

/**
 * A word that only the prompt of one request names: a line that contains it was written by the
 * model that answers that request, and is not a quotation of older text.
 *
 * @param value {@value #LENGTH} lower-case letters and digits
 */
public record Nonce(String value) {

  /** Enough that no text written before the request contains it by chance: 40 bits. */
  static final int LENGTH = 8;

  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz023456789";

  public Nonce {
    if (value.length() != LENGTH || !value.chars().allMatch(unit -> ALPHABET.indexOf(unit) >= 0)) {
      throw new IllegalArgumentException("a nonce is " + LENGTH + " lower-case letters and digits");
    }
  }

  /** Draws a nonce; the generator must not be predictable by who wrote the repository. */
  public static Nonce random(RandomGenerator generator) {
    StringBuilder value = new StringBuilder(LENGTH);
    for (int at = 0; at < LENGTH; at++) {
      value.append(ALPHABET.charAt(generator.nextInt(ALPHABET.length())));
    }
    return new Nonce(value.toString());
  }

  /** Returns how every line of the blocks dialect that counts begins. */
  String marker() {
    return "=== " + value + " ";
  }
}
