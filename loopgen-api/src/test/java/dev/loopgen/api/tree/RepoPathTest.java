package dev.loopgen.api.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RepoPathTest {

  private static final RepoPath LATIN_1 = RepoPath.of(new byte[] {'a', '/', (byte) 0xe9});

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/a", "a/", "\u0000", "a\u0000b"})
  void of_notAPath_isRefused(String text) {
    assertThatThrownBy(() -> RepoPath.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void of_notAPath_isNamedEscaped() {
    assertThatThrownBy(() -> RepoPath.of("/\u001b[31m"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a repository path: \"/\\033[31m\"");
  }

  @Test
  void of_rangeOfBytes_isThatRange() {
    byte[] source = "/a/b/".getBytes(StandardCharsets.UTF_8);

    assertThat(RepoPath.of(source, 1, 4)).isEqualTo(RepoPath.of("a/b"));
    assertThatThrownBy(() -> RepoPath.of(source, 0, 4))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void of_arrayChangedAfterwards_keepsItsBytes() {
    byte[] bytes = {'a', 'b'};

    RepoPath path = RepoPath.of(bytes);
    bytes[0] = 'x';
    path.bytes()[1] = 'x';

    assertThat(path).isEqualTo(RepoPath.of("ab"));
  }

  @Test
  void text_notUtf8_isEmpty() {
    assertThat(LATIN_1.text()).isEmpty();
    assertThat(LATIN_1.bytes()).containsExactly('a', '/', 0xe9);
  }

  @Test
  void text_utf8_isTheText() {
    assertThat(RepoPath.of("\u00e9/\ud83d\ude00").text()).contains("\u00e9/\ud83d\ude00");
  }

  @Test
  void equals_textOfWhatIsNotUtf8_differs() {
    String replaced = new String(LATIN_1.bytes(), StandardCharsets.UTF_8);

    assertThat(RepoPath.of(replaced)).isNotEqualTo(LATIN_1);
    assertThat(RepoPath.of(replaced).display()).isNotEqualTo(LATIN_1.display());
  }

  @ParameterizedTest
  @CsvSource({"../a, a", "a/../b, b", "a/./b, a/b", "a//b, a/b", "A, a"})
  void equals_pathThatAFileSystemMightResolve_isNotResolved(String path, String resolved) {
    assertThat(RepoPath.of(path)).isNotEqualTo(RepoPath.of(resolved)).hasToString(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a b/c-d.e_f~g|a b/c-d.e_f~g",
        "a\"b|\"a\\\"b\"",
        "a\\b|\"a\\\\b\"",
        "a\tb|\"a\\tb\"",
        "a\u0007\b\u000b\fb|\"a\\a\\b\\v\\fb\"",
        "a\u0001b|\"a\\001b\"",
        "a\u001b[31mb|\"a\\033[31mb\"",
        "a\u007fb|\"a\\177b\"",
        "caf\u00e9|\"caf\\303\\251\"",
        "\u202eexe|\"\\342\\200\\256exe\"",
      })
  void display_path_isSpelledAsGitSpellsIt(String path, String expected) {
    assertThat(RepoPath.of(path).display()).isEqualTo(expected);
    assertThat(RepoPath.of(path)).hasToString(expected);
  }

  @Test
  void display_lineBreaks_areEscaped() {
    assertThat(RepoPath.of("a\r\nb").display()).isEqualTo("\"a\\r\\nb\"");
  }

  @Test
  void display_notUtf8_namesTheBytes() {
    assertThat(LATIN_1.display()).isEqualTo("\"a/\\351\"");
  }

  @Property(tries = 1000)
  void display_anyBytes_isPrintableAsciiAndNamesExactlyThem(
      @ForAll byte[] one, @ForAll byte[] other) {
    RepoPath left = path(one);
    RepoPath right = path(other);

    assertThat(left.display()).matches("[ -~]+");
    assertThat(left.display().equals(right.display())).isEqualTo(left.equals(right));
  }

  @Test
  void compareTo_paths_areOrderedByUnsignedBytes() {
    Stream<RepoPath> paths =
        Stream.of(LATIN_1, RepoPath.of("a0"), RepoPath.of("a/z"), RepoPath.of("a-")).sorted();

    assertThat(paths)
        .containsExactly(RepoPath.of("a-"), RepoPath.of("a/z"), LATIN_1, RepoPath.of("a0"));
  }

  @Test
  void equals_sameBytes_isEqual() {
    assertThat(RepoPath.of("a/b"))
        .isEqualTo(RepoPath.of(new byte[] {'a', '/', 'b'}))
        .hasSameHashCodeAs(RepoPath.of("a/b"))
        .isEqualByComparingTo(RepoPath.of("a/b"))
        .isNotEqualTo(RepoPath.of("a/c"));
  }

  @Test
  void isBelow_pathInsideTheDirectory_isTrue() {
    RepoPath directory = RepoPath.of("a/b");

    assertThat(RepoPath.of("a/b/c").isBelow(directory)).isTrue();
    assertThat(RepoPath.of("a/b/c/d").isBelow(directory)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a/bc", "a/bc/d", "a", "b/c", "x/a/b/c", "A/b/c"})
  void isBelow_pathElsewhere_isFalse(String path) {
    assertThat(RepoPath.of(path).isBelow(RepoPath.of("a/b"))).isFalse();
  }

  @Test
  void resolve_name_joinsTheBytes() {
    assertThat(RepoPath.of("a").resolve("b/c")).isEqualTo(RepoPath.of("a/b/c"));
    assertThat(LATIN_1.resolve("x").display()).isEqualTo("\"a/\\351/x\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "b/", "b\u0000"})
  void resolve_notAPath_isRefused(String name) {
    RepoPath path = RepoPath.of("a");

    assertThatThrownBy(() -> path.resolve(name)).isInstanceOf(IllegalArgumentException.class);
  }

  private static RepoPath path(byte[] bytes) {
    byte[] path = Arrays.copyOf(bytes, bytes.length + 1);
    path[bytes.length] = 'x';
    for (int i = 0; i < path.length; i++) {
      path[i] = path[i] == 0 || i == 0 && path[i] == '/' ? (byte) 'x' : path[i];
    }
    return RepoPath.of(path);
  }
}
