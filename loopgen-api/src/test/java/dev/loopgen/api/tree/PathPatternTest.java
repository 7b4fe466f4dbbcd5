package dev.loopgen.api.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PathPatternTest {

  @ParameterizedTest
  @CsvSource({
    // Without a slash: at any depth, and everything below.
    "secrets, secrets",
    "secrets, secrets/key",
    "secrets, a/b/secrets",
    "secrets, a/secrets/b/c",
    "secrets/, secrets",
    "secrets/, a/secrets/key",
    "*.pem, key.pem",
    "*.pem, a/b/key.pem",
    "*.pem, .pem",
    "*.pem, certs.pem/readme",
    "*, a",
    "*, a/b",
    "**, a",
    "**, a/b/.c",
    "?, x",
    // With a slash: relative to the project.
    "/secrets, secrets/key",
    "./secrets, secrets",
    "././secrets//, secrets/a/b",
    "a/b, a/b",
    "a/b, a/b/c/d",
    "a/*, a/b",
    "a/*, a/b/c",
    "/*, a/b",
    "a/*/c, a/b/c",
    "a/?.txt, a/b.txt",
    "config?.yml, config\u00e9.yml",
    "**/*credential*, my-credentials.json",
    // Any number of directories, none included.
    "**/b, b",
    "**/b, a/b",
    "**/b, a/c/b/d",
    "a/**, a",
    "a/**, a/b",
    "a/**, a/b/c",
    "a/**/c, a/c",
    "a/**/c, a/b/c",
    "a/**/c, a/b/b/c/d",
    "**/a/**/b/**, x/a/y/z/b",
    "a/**/**/c, a/c",
    "a/**/b/**/c, a/b/b/c",
    "/**, a",
    "/**, a/b",
    "./**, a/b/c",
    "**/**, a",
    "**/**, a/b",
    "**/*, a",
    // Names that mean something elsewhere.
    ".loopgen/**, .loopgen/loopgen.loop.yaml",
    "#a, #a",
    "a b, a b",
    "a+(b).c$, a+(b).c$",
    "~, ~/x",
    "...x, ...x",
    "\u00e9t\u00e9/*, \u00e9t\u00e9/x",
  })
  void match_pathThatIsNamed_matches(String pattern, String path) {
    assertThat(matches(pattern, path, false)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "secrets, secret",
    "secrets, secretss",
    "secrets, my-secrets/key",
    "secrets, Secrets",
    "*.pem, pem",
    "*.pem, a.pemx",
    "?, ab",
    "config?.yml, config.yml",
    "config?.yml, config10.yml",
    "/secrets, a/secrets",
    "./secrets, a/secrets",
    "/*.pem, a/key.pem",
    "a/b, c/a/b",
    "a/b, a",
    "a/b, a/bc",
    "a/b, b",
    "a/*, a",
    "a/*, b/a",
    "a/*/c, a/c",
    "a/*/c, a/b/b/c",
    "a/?, a/bc",
    "**/b, a/bc",
    "a/**, b/a",
    "a/**, ab",
    "a/**/c, a/b",
    "a/**/c, b/a/c",
    "a.c, abc",
    "a+, aa",
  })
  void match_pathThatIsNotNamed_doesNotMatch(String pattern, String path) {
    assertThat(matches(pattern, path, false)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "secrets, SECRETS/key",
    "SECRETS, secrets",
    "a/*.PEM, A/Key.pem",
    "\u00c9t\u00e9, \u00e9T\u00c9",
    "Secrets, \u017fecret\u017f",
  })
  void match_otherCase_matchesOnlyWhereCaseIsFolded(String pattern, String path) {
    assertThat(matches(pattern, path, true)).isTrue();
    assertThat(matches(pattern, path, false)).isFalse();
  }

  @Test
  void match_manyStarsAndDirectories_endsSoon() {
    String pattern = "**/" + "a*".repeat(100) + "/**/" + "*b".repeat(100);
    String path = ("a".repeat(255) + "/").repeat(15) + "a".repeat(255);

    assertThat(CompletableFuture.supplyAsync(() -> matches(pattern, path, false)))
        .succeedsWithin(Duration.ofSeconds(20))
        .isEqualTo(false);
  }

  @Test
  void match_starAndQuestionMark_doNotCrossASlash() {
    assertThat(matches("/a*c", "a/c", false)).isFalse();
    assertThat(matches("/a?c", "a/c", false)).isFalse();
  }

  @Test
  void text_pattern_isKeptAsWritten() {
    PathPattern pattern = PathPattern.parse("./Secrets//");

    assertThat(pattern.text()).isEqualTo("./Secrets//");
    assertThat(pattern).hasToString("./Secrets//");
  }

  @Test
  void equals_patterns_compareByText() {
    assertThat(PathPattern.parse("a/b"))
        .isEqualTo(PathPattern.parse("a/b"))
        .hasSameHashCodeAs(PathPattern.parse("a/b"))
        .isNotEqualTo(PathPattern.parse("./a/b"));
  }

  private static boolean matches(String pattern, String path, boolean foldsCase) {
    WorkTree workTree = new WorkTree(Path.of("project"), null, foldsCase);
    return PathPatterns.of(List.of(PathPattern.parse(pattern)), workTree)
        .match(RepoPath.of(path))
        .isPresent();
  }
}
