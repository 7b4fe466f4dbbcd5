package dev.loopgen.core.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CutOffValueTest {

  private static final String ENTRY =
      "{\"a\":[true,false,null,{\"é😀\":\"\\u00e9\\n\"}],\"b\":-12.5e-7,\"c\":{}}";

  @Test
  void is_everyProperPrefixOfAnObject_isTrue() {
    byte[] whole = ENTRY.getBytes(StandardCharsets.UTF_8);

    for (int length = 0; length < whole.length; length++) {
      assertThat(CutOffValue.is(Arrays.copyOf(whole, length))).as("length " + length).isTrue();
    }
    assertThat(CutOffValue.is(whole)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12",
        "\"text\"",
        "null",
        "[]",
        "{\"a\":1.0}",
        "{\"a\":1,\"a\":1}",
        "garbage",
        "{a",
        "nil",
        "{\"a\":1}}",
        "{\"a\":01",
        "{\"a\" \"b",
        "<<<<<<< HEAD",
        "{\"a\":1.x"
      })
  void is_somethingWholeOrWrong_isFalse(String text) {
    assertThat(CutOffValue.is(text.getBytes(StandardCharsets.UTF_8))).isFalse();
  }

  @Test
  void is_deeperThanIsRead_isFalse() {
    byte[] deep = ("[".repeat(5000) + "]".repeat(5000)).getBytes(StandardCharsets.UTF_8);

    assertThat(CutOffValue.is(deep)).isFalse();
    assertThat(CutOffValue.is(Arrays.copyOf(deep, 4000))).isFalse();
  }

  @Test
  void is_zerosAtTheEnd_doNotCount() {
    assertThat(CutOffValue.is(new byte[100])).isTrue();
    assertThat(CutOffValue.is(new byte[] {'{', '"', 'a', 0, 0})).isTrue();
    assertThat(CutOffValue.is(new byte[] {'{', '}', 0, 0})).isFalse();
    assertThat(CutOffValue.is(new byte[] {'{', 0, '"', 'a'})).isFalse();
  }

  @Test
  void is_invalidUtf8_isFalse() {
    assertThat(CutOffValue.is(new byte[] {'{', '"', (byte) 0xff, '"'})).isFalse();
  }
}
