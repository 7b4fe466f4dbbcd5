package dev.loopgen.api.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * ECMA-262 Number::toString in radix 10. {@link Double#toString} cannot serve: on JDK 17 its digits
 * are not always the shortest.
 */
final class EcmaNumber {

  private static final double MAX_SAFE_INTEGER = 9007199254740991.0;
  private static final int MAX_DIGITS = 17;

  private EcmaNumber() {}

  static String format(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "null";
    }
    if (value == Math.rint(value) && Math.abs(value) <= MAX_SAFE_INTEGER) {
      return Long.toString((long) value);
    }
    String sign = value < 0 ? "-" : "";
    return sign + layout(shortest(Math.abs(value)));
  }

  /**
   * Returns the decimal with the fewest digits that parses to the value; of several, the closest.
   */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < MAX_DIGITS; digits++) {
      BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
      BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
      boolean belowReadsBack = below.doubleValue() == value;
      boolean aboveReadsBack = above.doubleValue() == value;
      if (belowReadsBack && aboveReadsBack) {
        int closer = exact.subtract(below).compareTo(above.subtract(exact));
        boolean lastDigitEven = !below.unscaledValue().testBit(0);
        return closer < 0 || closer == 0 && lastDigitEven ? below : above;
      }
      if (belowReadsBack || aboveReadsBack) {
        return belowReadsBack ? below : above;
      }
    }
    return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN));
  }

  private static String layout(BigDecimal decimal) {
    BigDecimal stripped = decimal.stripTrailingZeros();
    String digits = stripped.unscaledValue().toString();
    int count = digits.length();
    int point = count - stripped.scale();
    if (count <= point && point <= 21) {
      return digits + "0".repeat(point - count);
    }
    if (0 < point && point <= 21) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (-6 < point && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    int exponent = point - 1;
    String fraction = count == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }
}
