package dev.loopgen.api.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OutputTextTest {

  @ParameterizedTest
  @ValueSource(
      chars = {
        '\n', '\r', '\u000b', '\f', '\u0085', '\u2028', '\u2029', '\u202e', '\u2066', '\u061c'
      })
  void plain_characterThatBreaksOrReordersALine_isASpace(char acting) {
    assertThat(OutputText.plain("a" + acting + "b")).isEqualTo("a b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\tb", "\u001b[31ma\tb\u001b[0m"})
  void plain_tabAndColours_keepsTheTab(String line) {
    assertThat(OutputText.plain(line)).isEqualTo("a\tb");
  }
}
