package dev.loopgen.core.internal.ledger.verify.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LineSpacingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{\"a\": 1}` | {\"a\":1}",
        "`{ \"a\" :\t[ 1 , \"b c\" ] }` | {\"a\":[1,\"b c\"]}",
        "`{\"a \\\\\": \"\\\" \"}` | {\"a \\\\\":\"\\\" \"}"
      })
  void remove_whiteSpaceBetweenTokens_goesToTheEnd(String line, String expected) {
    int length = line.length();
    byte[] target = "[".concat(line).concat("]").getBytes(UTF_8);

    int end = LineSpacing.remove(followed(line), length, target, 1);

    assertThat(new String(target, 0, end, UTF_8)).isEqualTo("[" + expected);
    assertThat(new String(target, end, 1 + length - end, UTF_8)).isBlank();
    assertThat(target[1 + length]).isEqualTo((byte) ']');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}",
        "{\"a\":\"b c\"}",
        "{\"a\":1 2}",
        "{\"a\":- 1}",
        "{\"a\":tr ue}",
        "{\"a\":\"b\" \"c\"}",
        "{\"a\":1 \"c\"}",
        "{\"a\": 1} ",
        "{\"a\": \"b",
        "{\"a\": \"b\\"
      })
  void remove_whatIsNotBetweenTokens_isRefused(String line) {
    int length = line.length();

    assertThat(LineSpacing.remove(followed(line), length, new byte[length], 0))
        .isEqualTo(LineSpacing.NONE);
  }

  private static byte[] followed(String line) {
    return line.concat("\n").concat("x".repeat(EntryScanner.SLACK)).getBytes(UTF_8);
  }
}
