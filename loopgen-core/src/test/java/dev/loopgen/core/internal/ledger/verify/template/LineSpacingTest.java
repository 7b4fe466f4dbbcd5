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
    byte[] text = line.getBytes(UTF_8);

    assertThat(LineSpacing.isRemovable(text, 0, text.length)).isTrue();
    int end = LineSpacing.remove(text, 0, text.length);

    assertThat(new String(text, 0, end, UTF_8)).isEqualTo(expected);
    assertThat(new String(text, end, text.length - end, UTF_8)).isBlank();
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
        "{\"a\": \"b",
        "{\"a\": \"b\\"
      })
  void isRemovable_whatIsNotBetweenTokens_stays(String line) {
    byte[] text = line.getBytes(UTF_8);

    assertThat(LineSpacing.isRemovable(text, 0, text.length)).isFalse();
  }
}
