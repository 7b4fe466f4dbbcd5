package dev.loopgen.attest;

import java.math.BigInteger;
import java.util.Arrays;

/** The DER form of ECDSA signatures, and the range of their two numbers. */
final class EcdsaSignature {

  private static final byte SEQUENCE = 0x30;
  private static final byte INTEGER = 0x02;

  private EcdsaSignature() {}

  /**
   * Tells whether the bytes are the canonical DER encoding of two numbers from 1 to below the
   * order.
   */
  static boolean isCanonical(byte[] der, BigInteger order) {
    if (der.length < 8 || der.length > 127 || der[0] != SEQUENCE || der[1] != der.length - 2) {
      return false;
    }
    int second = end(der, 2);
    return second > 0
        && isNumber(der, 2, second, order)
        && end(der, second) == der.length
        && isNumber(der, second, der.length, order);
  }

  /** Returns the end of the element that starts at an offset; -1 if it does not fit. */
  private static int end(byte[] der, int start) {
    if (start + 2 > der.length || der[start] != INTEGER || der[start + 1] < 1) {
      return -1;
    }
    int end = start + 2 + der[start + 1];
    return end <= der.length ? end : -1;
  }

  private static boolean isNumber(byte[] der, int start, int end, BigInteger order) {
    byte[] content = Arrays.copyOfRange(der, start + 2, end);
    BigInteger number = new BigInteger(content);
    return number.signum() > 0
        && number.compareTo(order) < 0
        && Arrays.equals(number.toByteArray(), content);
  }
}
