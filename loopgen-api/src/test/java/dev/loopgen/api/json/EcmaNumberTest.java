package dev.loopgen.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class EcmaNumberTest {

  /** The samples of RFC 8785, appendix B: the bits of a double and its spelling. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2",
  })
  void format_sampleOfRfc8785_isSpelledAsThere(String bits, String expected) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

    assertThat(EcmaNumber.format(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2e-3, 0.002",
    "1e-7, 1e-7",
    "1.5e-7, 1.5e-7",
    "123e-20, 1.23e-18",
    "0.1, 0.1",
    "1.50, 1.5",
    "-1.5, -1.5",
    "100, 100",
    "1e16, 10000000000000000",
    "123456789012345678, 123456789012345680",
    "9223372036854775808, 9223372036854776000",
    "1e20, 100000000000000000000",
    "12e20, 1.2e+21",
    "2e-323, 2e-323",
    "9.5e-323, 9.4e-323",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "2.98023223876953125E-8, 2.9802322387695312e-8",
    "4.1855804968213567e298, 4.185580496821357e+298",
    "5.684341886080802e-14, 5.684341886080802e-14",
  })
  void format_value_isSpelledAsEcmaScriptSpellsIt(double value, String expected) {
    assertThat(EcmaNumber.format(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void format_notFinite_isNull(double value) {
    assertThat(EcmaNumber.format(value)).isEqualTo("null");
  }

  @Property(tries = 2000)
  void format_anyFiniteDouble_readsBackAsTheSameDouble(@ForAll("finite") double value) {
    String text = EcmaNumber.format(value);

    assertThat(text).matches("-?(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?(e[+-][1-9][0-9]*)?");
    assertThat(Double.parseDouble(text)).isEqualTo(value + 0.0);
  }

  @Property(tries = 2000)
  void format_anyFiniteDouble_hasNoShorterSpelling(@ForAll("finite") double value) {
    BigDecimal written = new BigDecimal(EcmaNumber.format(value)).stripTrailingZeros();
    int fewer = written.precision() - 1;

    if (fewer > 0) {
      assertThat(rounded(value, fewer, RoundingMode.FLOOR)).isNotEqualTo(value);
      assertThat(rounded(value, fewer, RoundingMode.CEILING)).isNotEqualTo(value);
    }
  }

  private static double rounded(double value, int digits, RoundingMode mode) {
    return new BigDecimal(value).round(new MathContext(digits, mode)).doubleValue();
  }

  @Provide
  Arbitrary<Double> finite() {
    return Arbitraries.oneOf(
        Arbitraries.longs()
            .withDistribution(RandomDistribution.uniform())
            .map(Double::longBitsToDouble)
            .filter(Double::isFinite),
        Arbitraries.integers()
            .between(-1_000_000_000, 1_000_000_000)
            .map(thousandths -> thousandths / 1000.0));
  }
}
