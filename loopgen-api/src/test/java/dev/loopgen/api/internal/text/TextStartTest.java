package dev.loopgen.api.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TextStartTest {

  @Test
  void of_textThatIsLonger_endsBeforeACharacterThatDoesNotFit() {
    assertThat(TextStart.of("ab\ud83d\ude00c", 3)).isEqualTo("ab");
    assertThat(TextStart.of("ab\ud83d\ude00c", 4)).isEqualTo("ab\ud83d\ude00");
    assertThat(TextStart.of("abc", 2)).isEqualTo("ab");
    assertThat(TextStart.of("\ud83d\ude00", 0)).isEmpty();
  }

  @Test
  void of_textThatFits_isWhole() {
    assertThat(TextStart.of("abc", 3)).isEqualTo("abc");
    assertThat(TextStart.of("\ud83d\ude00", 2)).isEqualTo("\ud83d\ude00");
  }
}
