package dev.loopgen.api.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "a, a",
    "*, a",
    "a*, a",
    "*a, baa",
    "a*b*c, aXbYbZc",
    "*ab, aab",
    "a?c, abc",
    "?, \u00e9",
    "?, \u20ac",
    "?, \ud83d\ude00",
    "a?b, a\ud83d\ude00b",
    "*?, \u20ac",
    "*\u20ac*, a\u20acb",
    "??, \u00e9\u20ac",
    "?*?, ab",
  })
  void matches_nameThatIsNamed_isTrue(String glob, String name) {
    assertThat(matches(glob, name, false)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "a, b",
    "a, A",
    "a, aa",
    "aa, a",
    "?, ab",
    "a?, a",
    "a*b, abc",
    "a*b*c, aXcYb",
    "?*?, a",
    "??, \u00e9",
    "\u00e9, e",
  })
  void matches_nameThatIsNotNamed_isFalse(String glob, String name) {
    assertThat(matches(glob, name, false)).isFalse();
  }

  @Test
  void matches_star_matchesTheEmptyRun() {
    assertThat(matches("*", "", false)).isTrue();
    assertThat(matches("?", "", false)).isFalse();
  }

  @Test
  void matches_nameThatIsNotUtf8_isComparedByBytes() {
    byte[] latin1 = {'c', 'a', 'f', (byte) 0xe9};

    assertThat(glob("caf?").matches(latin1, false)).isTrue();
    assertThat(glob("caf*").matches(latin1, false)).isTrue();
    assertThat(glob("*af?").matches(latin1, false)).isTrue();
    assertThat(glob("caf\u00e9").matches(latin1, false)).isFalse();
    assertThat(glob("caf\ufffd").matches(latin1, false)).isFalse();
    assertThat(glob("caf").matches(latin1, false)).isFalse();
  }

  @Test
  void matches_nameThatIsNotUtf8WhereCaseIsFolded_foldsItsLetters() {
    byte[] latin1 = {'C', 'a', 'F', (byte) 0xe9};

    assertThat(glob("caf?").matches(latin1, true)).isTrue();
    assertThat(glob("CAF*").matches(latin1, true)).isTrue();
    assertThat(glob("cAf*").matches(latin1, false)).isFalse();
    assertThat(glob("caf\ufffd").matches(latin1, true)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "SECRET, secret",
    "\u00c9, \u00e9",
    "stra\u00dfe, STRASSE",
    "\u212a, k",
    "\u039f\u0394\u039f\u03a3, \u03bf\u03b4\u03bf\u03c2",
    "\u039f\u0394\u039f\u03a3*, \u03bf\u03b4\u03bf\u03c3\u03b1",
    "\u03bf\u03b4\u03bf\u03c2?, \u039f\u0394\u039f\u03a3\u0391",
    "?, \u00df",
    "?, \u0130",
    "A?, a\ufb01",
  })
  void matches_whereCaseIsFolded_ignoresCase(String glob, String name) {
    assertThat(matches(glob, name, true)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"a, \u00e4", "e, \u00e9", "i, l", "ab, a", "*x, Y"})
  void matches_otherLettersWhereCaseIsFolded_isFalse(String glob, String name) {
    assertThat(matches(glob, name, true)).isFalse();
  }

  @Test
  void isAnyPath_doubleStar_isTheOnlyOne() {
    assertThat(glob("**").isAnyPath()).isTrue();
    assertThat(glob("*").isAnyPath()).isFalse();
    assertThat(glob("a*").isAnyPath()).isFalse();
  }

  private static boolean matches(String glob, String name, boolean foldCase) {
    return glob(glob).matches(name.getBytes(StandardCharsets.UTF_8), foldCase);
  }

  private static Glob glob(String pattern) {
    return new Glob(pattern.getBytes(StandardCharsets.UTF_8));
  }
}
