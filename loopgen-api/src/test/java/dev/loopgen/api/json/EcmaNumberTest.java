package dev.loopgen.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EcmaNumberTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1e21, 1e+21",
    "1e20, 100000000000000000000",
    "1e-6, 0.000001",
    "1e-7, 1e-7",
    "123456789012345680000, 123456789012345680000",
    "5e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "2e-3, 0.002",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "9007199254740993, 9007199254740992",
    "2.0e-3, 0.002",
    "1.1e10, 11000000000",
    "4.35, 4.35",
    "0.1, 0.1",
    "2e23, 2e+23",
    "9.5367431640625e-7, 9.5367431640625e-7",
    "NaN, null",
    "Infinity, null",
    "-Infinity, null",
  })
  void format_knownNumbers_areSpelledAsEcmaScriptSpellsThem(double value, String spelling) {
    assertThat(EcmaNumber.format(value)).isEqualTo(spelling);
  }

  @Property(tries = 5000)
  void format_anyBits_readsBackAndNoDigitCanBeLeftOut(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    String spelling = EcmaNumber.format(value);

    if (Double.isFinite(value)) {
      assertThat(Double.parseDouble(spelling)).isEqualTo(value == 0 ? 0.0 : value);
      assertThat(digits(spelling)).isLessThanOrEqualTo(digits(Double.toString(value)));
    } else {
      assertThat(spelling).isEqualTo("null");
    }
  }

  private static int digits(String number) {
    return number
        .replaceAll("[eE].*|[-.]", "")
        .replaceAll("^0+", "")
        .replaceAll("0+$", "")
        .length();
  }
}
