package dev.loopgen.api.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tree.RepoPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadableNamesTest {

  private static String shown(String name) {
    return ReadableNames.in(RepoPath.of(name).display());
  }

  @ParameterizedTest
  @ValueSource(strings = {"café.txt", "日本語/ファイル", "Ж.md", "a—b", "plain.txt", "ünï cödé"})
  void in_lettersOfAnyScript_areSeen(String name) {
    assertThat(shown(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u202eb",
        "a\u200bb",
        "a\u0085b",
        "a\u2028b",
        "a\u00a0b",
        "a\uffffb",
        "a✅b",
        "a\ue000b"
      })
  void in_whatActsOrHides_staysEscaped(String name) {
    assertThat(shown(name)).isEqualTo(RepoPath.of(name).display()).startsWith("\"a\\");
  }

  @Test
  void in_safeAndUnsafeTogether_keepsTheQuotes() {
    assertThat(shown("é\n\u202eö")).isEqualTo("\"é\\n\\342\\200\\256ö\"");
    assertThat(shown("é\"x")).isEqualTo("\"é\\\"x\"");
  }

  @Test
  void in_bytesThatAreNoUtf8_stayEscaped() {
    byte[] latin = {'l', (byte) 0xe9, '.', 't'};
    byte[] cut = {'a', (byte) 0xe2, (byte) 0x82};
    byte[] mixed = {(byte) 0xff, (byte) 0xc3, (byte) 0xa9};

    assertThat(ReadableNames.in(RepoPath.of(latin).display())).isEqualTo("\"l\\351.t\"");
    assertThat(ReadableNames.in(RepoPath.of(cut).display())).isEqualTo("\"a\\342\\202\"");
    assertThat(ReadableNames.in(RepoPath.of(mixed).display())).isEqualTo("\"\\377é\"");
  }

  @Test
  void in_sentence_changesTheNamesAlone() {
    String sentence = "Loop \"x\": " + RepoPath.of("é").display() + " and \\303\\251 differ.";

    assertThat(ReadableNames.in(sentence)).isEqualTo("Loop \"x\": é and \\303\\251 differ.");
  }
}
