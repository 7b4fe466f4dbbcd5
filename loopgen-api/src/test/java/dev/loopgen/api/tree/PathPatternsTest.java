package dev.loopgen.api.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PathPatternsTest {

  private static final WorkTree WHOLE = new WorkTree(Path.of("w"), null, false);
  private static final WorkTree FOLDING = new WorkTree(Path.of("w"), null, true);
  private static final WorkTree NESTED =
      new WorkTree(Path.of("w"), RepoPath.of("apps/shop"), false);

  @Test
  void match_severalPatterns_findsTheFirst() {
    PathPatterns patterns = patterns(WHOLE, "c", "*.pem", "a/**");

    assertThat(patterns.match(RepoPath.of("a/key.pem"))).contains(PathPattern.parse("*.pem"));
    assertThat(patterns.match(RepoPath.of("a/b"))).contains(PathPattern.parse("a/**"));
    assertThat(patterns.match(RepoPath.of("b"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a/b/c, a, true",
    "a/b/c, a/b, true",
    "a/b/c, a/b/c, false",
    "a/*, a, true",
    "a/**/c, a, true",
    "a/**/c, a/x, false",
    "**/a/b, x/a, true",
    "**/a/b, x, false",
    "a/**, a/b, false",
    "*/c, x, true",
    "a, a, false",
    "A/b, a, false"
  })
  void matchThrough_onlyWhatAPatternSpells_leadsThrough(
      String pattern, String path, boolean leads) {
    PathPatterns patterns = patterns(WHOLE, "*.pem", pattern);
    DirectoryPatterns directory = patterns.inRoot();
    String[] names = path.split("/");
    for (int i = 0; i < names.length - 1; i++) {
      directory = directory.enter(names[i].getBytes(StandardCharsets.UTF_8));
    }

    assertThat(patterns.matchThrough(RepoPath.of(path)).isPresent()).isEqualTo(leads);
    assertThat(directory.leadThrough(names[names.length - 1].getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(leads);
  }

  @Test
  void match_noPatterns_findsNothing() {
    assertThat(patterns(WHOLE).match(RepoPath.of("a"))).isEmpty();
    assertThat(patterns(WHOLE).matchBelow(RepoPath.of("a"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"secrets/key", "apps/secrets", "apps/shopping/secrets", "apps/shop"})
  void match_pathOutsideTheProject_findsNothing(String path) {
    assertThat(patterns(NESTED, "**", "secrets", "shop").match(RepoPath.of(path))).isEmpty();
  }

  @Test
  void match_pathInsideTheProject_isRelativeToTheProject() {
    PathPatterns patterns = patterns(NESTED, "/secrets");

    assertThat(patterns.match(RepoPath.of("apps/shop/secrets/key"))).isPresent();
    assertThat(patterns.match(RepoPath.of("apps/shop/a/secrets"))).isEmpty();
  }

  @Test
  void match_pathThatIsNotUtf8_matches() {
    RepoPath path = RepoPath.of(new byte[] {'s', '/', (byte) 0xff, '/', (byte) 0xfe});

    assertThat(patterns(WHOLE, "s/**").match(path)).isPresent();
    assertThat(patterns(WHOLE, "s/*/?").match(path)).isPresent();
    assertThat(patterns(WHOLE, "t/**").match(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {".git", ".git/config", ".git/hooks/pre-commit", ".git/a.pem"})
  void match_gitDirectory_isNotOfTheProject(String path) {
    assertThat(patterns(WHOLE, "**", "*", "*.pem", "config", "/*").match(RepoPath.of(path)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {".GIT", ".GIT/secret", ".Git/a/secret"})
  void match_otherSpellingOfTheGitDirectory_isOfTheProjectWhetherOrNotCaseIsFolded(String path) {
    assertThat(patterns(WHOLE, "secret", ".GIT*").match(RepoPath.of(path))).isPresent();
    assertThat(patterns(FOLDING, "secret", ".GIT*").match(RepoPath.of(path))).isPresent();
    assertThat(patterns(WHOLE, "secret").matchBelow(RepoPath.of(path))).isPresent();
    assertThat(patterns(FOLDING, "secret").matchBelow(RepoPath.of(path))).isPresent();
  }

  @Test
  void match_otherSpellingOfTheGitDirectory_isThatOneToo_whereCaseIsFolded() {
    RepoPath path = RepoPath.of(".GIT/HOOKS/pre-commit");

    assertThat(patterns(FOLDING, ".git/hooks").match(path)).isPresent();
    assertThat(patterns(FOLDING, ".git/hooks").matchBelow(path)).isPresent();
    assertThat(patterns(WHOLE, ".git/hooks").match(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {".git/HOOKS", ".GIT/Hooks/*", ".git/hooks"})
  void match_patternOfTheGitDirectoryInOtherCase_namesWhatGitWrites(String pattern) {
    RepoPath path = RepoPath.of(".git/hooks/pre-commit");

    assertThat(patterns(WHOLE, pattern).match(path)).isPresent();
    assertThat(patterns(FOLDING, pattern).match(path)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {".gitignore", ".github/ci.yml", "sub/.git/config", ".gi", ".gitt/x"})
  void match_nameThatOnlyLooksLikeTheGitDirectory_isOfTheProject(String path) {
    assertThat(patterns(WHOLE, "**").match(RepoPath.of(path))).isPresent();
  }

  @Test
  void match_patternOfTheGitDirectory_namesThatOfTheRepository() {
    PathPatterns patterns = patterns(NESTED, ".git/hooks/**");

    assertThat(patterns.match(RepoPath.of(".git/hooks/pre-commit"))).isPresent();
    assertThat(patterns.match(RepoPath.of(".git/config"))).isEmpty();
    assertThat(patterns.match(RepoPath.of("apps/shop/.git/hooks/pre-commit"))).isEmpty();
  }

  @Test
  void guardsGitDirectory_anyPatternOfIt_isTrue() {
    assertThat(patterns(WHOLE, "a", ".git/config").guardsGitDirectory()).isTrue();
    assertThat(patterns(WHOLE, "a", ".github", "sub/x").guardsGitDirectory()).isFalse();
    assertThat(patterns(WHOLE).guardsGitDirectory()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a/b/c, a",
    "a/b/c, a/b",
    "a/b, a/b/c",
    "a/*/c, a/x",
    "**/c, x/y",
    "a/**/c, a/x/y",
    "*.pem, x",
    "a/, x/y",
  })
  void matchBelow_directoryThatMayHoldANamedPath_findsThePattern(String pattern, String path) {
    assertThat(patterns(WHOLE, pattern).matchBelow(RepoPath.of(path)))
        .contains(PathPattern.parse(pattern));
  }

  @ParameterizedTest
  @CsvSource({"a/b/c, b", "a/b, a/c", "/a, b", "a/*/c, a/x/d", "a/**/c, b", "/*.pem, x"})
  void matchBelow_directoryThatCannotHoldANamedPath_findsNothing(String pattern, String path) {
    assertThat(patterns(WHOLE, pattern).matchBelow(RepoPath.of(path))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"apps", "apps/shop", "apps/shop/a"})
  void matchBelow_directoryOnTheWayToANamedPathOfTheProject_findsThePattern(String directory) {
    assertThat(patterns(NESTED, "/a/b").matchBelow(RepoPath.of(directory))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"app", "apps/shopping", "other", "a", ".git"})
  void matchBelow_directoryBesideTheProject_findsNothing(String directory) {
    assertThat(patterns(NESTED, "/a/b", "*").matchBelow(RepoPath.of(directory))).isEmpty();
  }

  @Test
  void matchBelow_gitDirectory_findsItsOwnPatternsOnly() {
    PathPatterns patterns = patterns(NESTED, "*", ".git/hooks/**");

    assertThat(patterns.matchBelow(RepoPath.of(".git")))
        .contains(PathPattern.parse(".git/hooks/**"));
    assertThat(patterns.matchBelow(RepoPath.of(".git/hooks"))).isPresent();
    assertThat(patterns.matchBelow(RepoPath.of(".git/objects"))).isEmpty();
  }

  @Test
  void matchBelow_onlyAPatternOfTheGitDirectory_findsNothingInTheProject() {
    PathPatterns patterns = patterns(NESTED, ".git/hooks/**");

    assertThat(patterns.matchBelow(RepoPath.of("apps"))).isEmpty();
    assertThat(patterns.matchBelow(RepoPath.of("apps/shop"))).isEmpty();
  }

  @Test
  void matchBelow_otherCase_matchesOnlyWhereCaseIsFolded() {
    WorkTree folding = new WorkTree(Path.of("w"), null, true);

    assertThat(patterns(folding, "Secrets/keys/**").matchBelow(RepoPath.of("SECRETS"))).isPresent();
    assertThat(patterns(WHOLE, "Secrets/keys/**").matchBelow(RepoPath.of("SECRETS"))).isEmpty();
  }

  @Test
  void of_listChangedAfterwards_keepsItsPatterns() {
    List<PathPattern> list = new ArrayList<>(List.of(PathPattern.parse("a")));

    PathPatterns patterns = PathPatterns.of(list, WHOLE);
    list.clear();

    assertThat(patterns.patterns()).containsExactly(PathPattern.parse("a"));
    assertThatThrownBy(() -> patterns.patterns().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static PathPatterns patterns(WorkTree workTree, String... texts) {
    return PathPatterns.of(Stream.of(texts).map(PathPattern::parse).toList(), workTree);
  }
}
