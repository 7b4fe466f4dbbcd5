package dev.loopgen.core.internal.ledger.verify.template;

import dev.loopgen.api.digest.Sha256;
import java.util.Arrays;

/** Lower-case hexadecimal digits in ASCII. */
final class Hex {

  /** The number of digits of a SHA-256. */
  static final int DIGITS = 2 * Sha256.LENGTH;

  private static final byte[] VALUES = new byte[256];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int value = 0; value < 16; value++) {
      VALUES[Character.forDigit(value, 16)] = (byte) value;
    }
  }

  private Hex() {}

  /** Writes the digits of a SHA-256. */
  static void write(byte[] hash, byte[] target, int at) {
    for (int i = 0; i < Sha256.LENGTH; i++) {
      target[at + 2 * i] = (byte) Character.forDigit(hash[i] >> 4 & 15, 16);
      target[at + 2 * i + 1] = (byte) Character.forDigit(hash[i] & 15, 16);
    }
  }

  /** Returns the value of a digit, or a negative number. */
  static int digit(byte unit) {
    return VALUES[unit & 0xff];
  }

  /** Reads a SHA-256; returns whether all its digits are valid. */
  static boolean read(byte[] text, int from, byte[] target, int at) {
    int all = 0;
    for (int i = 0; i < Sha256.LENGTH; i++) {
      int value = digit(text[from + 2 * i]) << 4 | digit(text[from + 2 * i + 1]);
      target[at + i] = (byte) value;
      all |= value;
    }
    return all >= 0;
  }
}
