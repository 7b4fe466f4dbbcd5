package dev.loopgen.api.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PathPatternsTest {

  @ParameterizedTest
  @CsvSource({
    ".env, .env",
    ".env, packages/app/.env",
    ".env, .env/inside",
    "secrets, secrets/deep/key",
    "secrets/, secrets/deep/key",
    "secrets/, a/secrets/key",
    "secrets/**, secrets/deep/key",
    "secrets/**, secrets",
    "/secrets, secrets/key",
    "./secrets, secrets/key",
    "**/x, x",
    "**/x, a/b/x",
    "**/x, a/x/below",
    "a/**/b, a/b",
    "a/**/b, a/x/y/b",
    "a/**/**/b, a/b",
    "**/*.pem, key.pem",
    "*.pem, a/b/key.pem",
    "a/*.pem, a/key.pem",
    "config?.yml, config1.yml",
    "config?.yml, configé.yml",
    "**, anything/at/all",
    "/**, anything/at/all",
    "**/**, anything",
    "*, anything",
    "src/*, src/a/b",
    "**/*credential*, my-credentials.json",
    "日本, a/日本/b",
  })
  void match_namedPath_isFound(String pattern, String path) {
    assertThat(patterns(false, pattern).match(RepoPath.of(path))).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    ".env, .envrc",
    ".env, a.env",
    "/.env, a/.env",
    "./.env, a/.env",
    "secrets/**, a/secrets/key",
    "a/*.pem, a/b/key.pem",
    "**/x, a/xx",
    "**/x, xa/b",
    "a/**/b, ab",
    "a/**/b, a/c",
    "*.pem, key.pem.txt",
    "config?.yml, config.yml",
    "config?.yml, config10.yml",
    "SECRETS, secrets/key",
    "**, .git/config",
    "*, .git/hooks/pre-commit",
  })
  void match_otherPath_isNotFound(String pattern, String path) {
    assertThat(patterns(false, pattern).match(RepoPath.of(path))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"SECRETS, secrets/key", "secrets, SeCrEts/key", "*.PEM, a.pem", "Straße, STRASSE"})
  void match_whereTheCheckoutFoldsCase_caseDoesNotMatter(String pattern, String path) {
    assertThat(patterns(true, pattern).match(RepoPath.of(path))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "/",
        "a\\b",
        "{a,b}",
        "[ab]",
        "!a",
        "../a",
        "a/../b",
        "a/./b",
        "a//b",
        "a**b",
        "**a/b",
        "a\nb",
        ".git",
        ".git/objects",
        ".GIT/index",
      })
  void parse_whatCannotBeEnforced_isRefusedWithASentence(String pattern) {
    assertThatThrownBy(() -> PathPattern.parse(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the pattern");
  }

  @ParameterizedTest
  @CsvSource({".git/hooks, .git/hooks/pre-commit", ".git/config, .git/config"})
  void match_guardedPartOfTheGitDirectory_isFound(String pattern, String path) {
    PathPatterns patterns = patterns(false, pattern);

    assertThat(patterns.guardsGitDirectory()).isTrue();
    assertThat(patterns.match(RepoPath.of(path))).isPresent();
    assertThat(patterns.match(RepoPath.of("hooks/pre-commit"))).isEmpty();
  }

  @Test
  void match_projectInASubdirectory_isRelativeToTheProject() {
    WorkTree workTree = new WorkTree(Path.of("/r"), RepoPath.of("app"), false);
    PathPatterns patterns =
        PathPatterns.of(List.of(PathPattern.parse("/a"), PathPattern.parse("b")), workTree);

    assertThat(patterns.match(RepoPath.of("app/a"))).isPresent();
    assertThat(patterns.match(RepoPath.of("app/x/b"))).isPresent();
    assertThat(patterns.match(RepoPath.of("a"))).isEmpty();
    assertThat(patterns.match(RepoPath.of("b"))).isEmpty();
    assertThat(patterns.match(RepoPath.of("application/a"))).isEmpty();
  }

  @Test
  void match_nameThatIsNotUtf8_isMatchedByItsBytes() {
    RepoPath path = RepoPath.of(new byte[] {'k', (byte) 0xff, '.', 'p', 'e', 'm'});

    assertThat(patterns(false, "*.pem").match(path)).isPresent();
    assertThat(patterns(true, "k?.pem").match(path)).isPresent();
    assertThat(patterns(false, "k.pem").match(path)).isEmpty();
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of("a", "b", "ab", "x.a", ".a")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(names -> String.join("/", names));
  }

  @Provide
  Arbitrary<String> globs() {
    return Arbitraries.of("a", "b", "*", "?", "**", "a*", "*.a", "?b", ".a")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(names -> String.join("/", names));
  }

  /** npm loopgen: {@code **} is any text, {@code *} any name, {@code ?} one character, anchored. */
  @Property(tries = 5000, maxDiscardRatio = 100)
  void match_whateverNpmMatches_isMatched(
      @ForAll("globs") String glob, @ForAll("paths") String path) {
    StringBuilder regex = new StringBuilder();
    for (String part : glob.split("(?<=\\*\\*)|(?=\\*\\*)", -1)) {
      regex.append(
          part.equals("**")
              ? ".*"
              : Arrays.stream(part.split("(?<=[*?])|(?=[*?])"))
                  .map(p -> p.equals("*") ? "[^/]*" : p.equals("?") ? "[^/]" : Pattern.quote(p))
                  .reduce("", String::concat));
    }
    Assume.that(path.matches(regex.toString()));

    assertThat(patterns(false, glob).match(RepoPath.of(path))).as(regex.toString()).isPresent();
  }

  @Property(tries = 2000, maxDiscardRatio = 100)
  void match_directoryOfAForbiddenPath_mayMatchBelowAndCoversEverything(
      @ForAll("globs") String glob, @ForAll("paths") String path) {
    PathPatterns patterns = patterns(false, glob);
    RepoPath below = RepoPath.of(path + "/below");
    Assume.that(patterns.match(RepoPath.of(path)).isPresent());

    assertThat(patterns.match(below)).isPresent();
    assertThat(patterns.matchBelow(RepoPath.of(path))).isPresent();
    for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      assertThat(patterns.matchBelow(RepoPath.of(path.substring(0, end)))).isPresent();
    }
  }

  @Property(tries = 1000, maxDiscardRatio = 100)
  void match_foldingCase_findsAtLeastWhatIsFoundWithout(
      @ForAll("globs") String glob, @ForAll("paths") String path) {
    Assume.that(patterns(false, glob).match(RepoPath.of(path)).isPresent());

    assertThat(patterns(true, glob.toUpperCase(Locale.ROOT)).match(RepoPath.of(path))).isPresent();
  }

  @Test
  void match_longNameAgainstManyStars_isQuick() {
    byte[] name = "a".repeat(4000).getBytes(StandardCharsets.UTF_8);

    assertThat(patterns(false, "*a".repeat(100) + "b").match(RepoPath.of(name))).isEmpty();
  }

  private static PathPatterns patterns(boolean foldsCase, String... patterns) {
    return PathPatterns.of(
        Arrays.stream(patterns).map(PathPattern::parse).toList(),
        new WorkTree(Path.of("/r"), null, foldsCase));
  }
}
