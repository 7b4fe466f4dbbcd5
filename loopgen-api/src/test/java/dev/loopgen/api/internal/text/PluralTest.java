package dev.loopgen.api.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PluralTest {

  @Test
  void of_oneAndOthers_takesTheFormThatFits() {
    assertThat(Plural.of(0, "file")).isEqualTo("0 files");
    assertThat(Plural.of(1, "file")).isEqualTo("1 file");
    assertThat(Plural.of(2, "entry", "entries")).isEqualTo("2 entries");
    assertThat(Plural.of(1, "entry", "entries")).isEqualTo("1 entry");
  }
}
