package dev.loopgen.api.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathPatternSyntaxTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "/", "./", ".//", "///", "/ /"})
  void parse_nothing_isRefused(String text) {
    assertThatThrownBy(() -> PathPattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\t", "\u0000", "a/\u007f", "\u001b[0m"})
  void parse_controlCharacter_isRefusedWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> PathPattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the pattern holds a control character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secrets\\key", "\\*", "a\\"})
  void parse_backslash_isRefused(String text) {
    assertThatThrownBy(() -> PathPattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("separate directories with /");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*.{pem,key}", "{a", "a}", "[ab]", "a]"})
  void parse_bracesOrBrackets_areRefused(String text) {
    assertThatThrownBy(() -> PathPattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("one pattern for each alternative");
  }

  @ParameterizedTest
  @ValueSource(strings = {"!a", "!secrets/public/**"})
  void parse_negation_isRefused(String text) {
    assertThatThrownBy(() -> PathPattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("cannot make an exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "../a", "a/..", "a/../b", "a/./b", "a/.", "a//b", "/../a"})
  void parse_segmentThatNamesNoEntry_isRefused(String text) {
    assertThatThrownBy(() -> PathPattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("write the plain path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"**a", "a**", "a**b/c", "***", "a/**.pem"})
  void parse_doubleStarBesideOtherCharacters_isRefused(String text) {
    assertThatThrownBy(() -> PathPattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("a segment of its own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {".git", ".git/", ".GIT", "./.git/**", ".git/index", ".git/*", ".git/hooks*"})
  void parse_gitDirectoryThatCannotBeGuarded_isRefused(String text) {
    assertThatThrownBy(() -> PathPattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("hooks, config, info and modules");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"**/.git", "**/.git/config", "sub/.git/hooks", "a/.GIT", ".git/hooks/.git"})
  void parse_gitDirectoryBelowADirectory_isRefused(String text) {
    assertThatThrownBy(() -> PathPattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text)
        .hasMessageContaining("cannot be guarded");
  }

  @ParameterizedTest
  @ValueSource(strings = {".git/hooks", ".git/hooks/**", "/.git/config", ".git/info/*"})
  void parse_guardedPartOfTheGitDirectory_isAccepted(String text) {
    assertThat(PathPattern.parse(text).isInGitDirectory()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {".gitignore", ".github/**", ".git*", "sub/.gitmodules", "**/.gi?"})
  void parse_nameThatOnlyLooksLikeTheGitDirectory_isOfTheProject(String text) {
    assertThat(PathPattern.parse(text).isInGitDirectory()).isFalse();
  }

  @Test
  void parse_null_isRefused() {
    assertThatThrownBy(() -> PathPattern.parse(null)).isInstanceOf(NullPointerException.class);
  }
}
