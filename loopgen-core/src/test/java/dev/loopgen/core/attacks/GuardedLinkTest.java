package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.fixture.LoopProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guarded link leads to is guarded with it. */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class GuardedLinkTest {

  @TempDir private Path root;

  private LoopProject project(String pattern, String script) {
    LoopProject project = LoopProject.uncommitted(root, LoopProject.loop("true", pattern));
    project.repository().write("src/app.txt", "one\n").sh(script);
    project.repository().commitAll("first");
    return project;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        ".env ! mkdir config; echo a > config/dev.env; ln -s config/dev.env .env ! config/dev.env",
        ".env ! mkdir c d; echo a > c/x; ln -s ../c/x d/y; ln -s d/y .env ! c/x",
        ".env ! mkdir c d; echo a > c/x; ln -s ../c/x d/y; ln -s d/y .env ! d/y",
        ".env ! mkdir c; echo a > c/x; ln -s c d; ln -s d/x .env ! c/x",
        ".env ! mkdir c; echo a > c/x; ln -s c d; ln -s d/x .env ! d",
        ".env ! mkdir c; echo a > 'c/{x}'; ln -s 'c/{x}' .env ! c/{x}",
        ".env ! mkdir c; echo a > c/x; ln -s \"$PWD/c/x\" .env ! c/x",
        "/secrets/ ! mkdir c; echo a > c/x; ln -s c secrets ! c/x",
        "/secrets/ ! mkdir c; echo a > c/x; ln -s c secrets ! c/new",
        "/config/dev.env ! mkdir conf; echo a > conf/dev.env; ln -s conf config ! conf/dev.env",
        "/config/**/*.pem ! mkdir -p conf/a; echo a > conf/a/k.pem; ln -s conf config !"
            + " conf/a/k.pem",
        ".env ! mkdir -p o/deep; echo a > o/x; ln -s o/deep d; ln -s d/../x .env ! o/x",
        ".env ! echo a > 'c\\x'; ln -s 'c\\x' .env ! c\\x",
        ".env ! echo a > '~x'; ln -s '~x' .env ! ~x"
      })
  void run_targetOfAGuardedLinkEdited_isRefused(String pattern, String script, String path) {
    LoopProject project = project(pattern, script);
    project.passes();
    project.repository().sh("rm -f '" + path + "'; echo b > '" + path + "'");

    project.refusesPath(RepoPath.of(path).display());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "*.pem ! f=$(printf '\\377.pem'); echo a > x; ln -s x $f ! x",
        ".env ! f=$(printf 'a\\377?'); echo a > $f; ln -s $f .env ! a*",
        "/s/t ! f=$(printf 'a\\347b'); mkdir $f; echo a > $f/t; ln -s $f s ! a*/t"
      })
  void run_targetOfALinkWithANameThatIsNotUtf8_isRefused(
      String pattern, String script, String file) {
    LoopProject project = project(pattern, script);
    project.passes();
    project.repository().sh("for f in " + file + "; do echo b > $f; done");

    project.refuses(Failure.ForbiddenPath.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "/secrets/token ! mkdir c; echo a > c/token; ln -s c secrets ! c/token",
        "secrets/* ! mkdir c; echo a > c/token; ln -s c secrets ! c/token",
        "**/secrets/*.pem ! mkdir -p ign/a c; echo a > c/t.pem; ln -s ../../c ign/a/secrets"
            + "! c/t.pem",
        "/secrets/token ! mkdir ign; echo a > ign/token; ln -s ign secrets ! ign/token",
        "/secrets/token ! mkdir c ign; echo a > c/token; ln -s ../c ign/l; ln -s ign/l secrets"
            + "! c/token",
        "/secrets/token ! mkdir c ign; echo a > c/x; ln -s ../c/x ign/token; ln -s ign secrets"
            + "! c/x",
        "/ign/cfg/token ! mkdir c ign; echo a > c/token; ln -s ../c ign/cfg ! c/token",
        "/a/b/c/token ! mkdir -p ign/x c/d; echo a > c/d/token; ln -s ign a; ln -s x ign/b;"
            + "ln -s ../../c/d ign/x/c ! c/d/token"
      })
  void run_targetOfAnIgnoredLinkOnTheWayEdited_isRefused(
      String pattern, String script, String path) {
    LoopProject project = project(pattern, "printf '/a\n/secrets\nign/\n' > .gitignore");
    project.repository().sh(script);
    project.repository().commitAll("second");
    project.passes();
    project.repository().write(path, "b");

    project.refusesPath(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/secrets/token", "secrets/*", "**/secrets/t*"})
  void run_ignoredLinkOnTheWayLedElsewhere_isRefused(String pattern) {
    LoopProject project =
        project(
            pattern, "echo secrets > .gitignore; mkdir c d; echo a > c/token; echo b > d/token");
    project.repository().sh("ln -s c secrets");
    project.passes();
    project.repository().sh("rm secrets; ln -s d secrets");

    project.refusesPath("secrets");
    project.repository().sh("rm secrets");
    project.refusesPath("secrets");
    project.repository().sh("ln -s c secrets");
    project.passes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rm secrets; ln -s d secrets", "rm secrets", "rm secrets; mkdir secrets"})
  void run_ignoredLinkOnTheWayMovedByACommand_isRefused(String command) {
    LoopProject project =
        LoopProject.uncommitted(root, LoopProject.loop(command, "/secrets/token"));
    project.repository().write(".gitignore", "secrets\n").write("c/token", "").write("d/token", "");
    project.repository().commitAll("first");
    project.repository().sh("ln -s c secrets");

    assertThat(project.refuses(Failure.RepositoryDrifted.class).describe())
        .contains("secrets was changed");
  }

  @Test
  void run_ignoredLinkOnTheWayMadeByACommand_isRefused() {
    LoopProject project =
        LoopProject.uncommitted(root, LoopProject.loop("ln -s c secrets", "/secrets/token"));
    project.repository().write(".gitignore", "secrets\n").write("c/token", "");
    project.repository().commitAll("first");

    project.refuses(Failure.RepositoryDrifted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rm l; ln -s d l", "rm l", "ln -s d new", "rm l; ln -s c/x l"})
  void run_trackedLinkOnTheWayLedElsewhere_isRefused(String script) {
    LoopProject project =
        project("*/token", "mkdir c d; touch c/x; echo a > c/token; echo b > d/token; ln -s c l");
    project.repository().sh(script);

    project.refuses(Failure.ForbiddenPath.class);
  }

  @Test
  void run_trackedLinkOnTheWayLedElsewhereAndBackByCommits_isRefused() {
    LoopProject project =
        project("/l/token", "mkdir c d; echo a > c/token; echo b > d/token; ln -s c l");
    project.repository().git("checkout", "-q", "-b", "feature");
    project.repository().sh("rm l; ln -s d l");
    project.repository().commitAll("edit");
    project.repository().sh("rm l; ln -s c l");
    project.repository().commitAll("undo");

    project.refusesPath("l");
  }

  @Test
  void run_linksWithNothingGuardedBehindThem_areFree() {
    LoopProject project =
        project("*/token", "echo ign > .gitignore; mkdir c d; touch c/x d/x; ln -s c/x ign");
    project.passes();
    project.repository().sh("ln -s c l; ln -s d/x m; rm ign; ln -s d/x ign");

    project.passes();
  }

  @Test
  void run_patternOfTheGitDirectoryBesideALink_isNoNameOfTheProject() {
    LoopProject project =
        LoopProject.uncommitted(root, LoopProject.loop("true", ".git/hooks", "**/*.pem"));
    project.repository().write("src/app.txt", "").sh("ln -s src link");
    project.repository().commitAll("first");

    project.passes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo l > .gitignore; git add .gitignore; git commit -qm i", "true"})
  void run_linkOnTheWayToADirectoryOutsideTheProject_isSaidToBeUnwatched(String script) {
    LoopProject project = project("/l/token", "true");
    project.repository().sh(script + "; ln -s /usr l; git add .; git commit -qm l --allow-empty");

    assertThat(project.passes().warnings())
        .anyMatch(warning -> warning.contains("guarded link l leads to /usr"));
  }

  @Test
  void run_targetOfAGuardedLinkEdited_saysWhichLinkLeadsThere() {
    LoopProject project = project(".env", "mkdir c; echo a > c/x; ln -s c/x .env");
    project.repository().write("c/x", "b");

    assertThat(project.refuses(Failure.ForbiddenPath.class).describe())
        .contains("c/x", "pattern .env", "the guarded link .env leads to it");
  }

  @Test
  void run_otherFileBesideTheTarget_isFree() {
    LoopProject project = project(".env", "mkdir c; echo a > c/x; echo a > c/y; ln -s c/x .env");
    project.repository().write("c/y", "b");

    project.passes();
  }

  @Test
  void run_ignoredLinkToATrackedFile_guardsIt() {
    LoopProject project = project(".env", "mkdir c; echo a > c/x; echo .env > .gitignore");
    project.repository().sh("ln -s c/x .env");
    project.passes();
    project.repository().write("c/x", "b");

    project.refusesPath("c/x");
  }

  @Test
  void run_trackedLinkToAnIgnoredFile_watchesIt() {
    LoopProject project =
        project(".env", "echo local/ > .gitignore; mkdir local; ln -s local/x .env");
    project.repository().write("local/x", "a");
    project.passes();
    project.repository().write("local/x", "b");

    project.refusesPath("local/x");
  }

  @Test
  void run_ignoredLinkToAnIgnoredFile_watchesIt() {
    LoopProject project = project(".env", "printf 'local/\\n.env\\n' > .gitignore");
    project.repository().write("local/x", "a").sh("ln -s local/x .env");
    project.passes();
    project.repository().write("local/x", "b");

    project.refusesPath("local/x");
  }

  @Test
  void run_committedEditOfATarget_isRefusedEvenWhenItWasUndone() {
    LoopProject project = project(".env", "mkdir c; echo a > c/x; ln -s c/x .env");
    project.repository().git("checkout", "-q", "-b", "feature");
    project.repository().write("c/x", "b").commitAll("edit");
    project.repository().write("c/x", "a\n").commitAll("undo");

    project.refusesPath("c/x");
  }

  @Test
  void run_targetOutsideTheProject_isSaidToBeUnwatched() {
    LoopProject project = project(".env", "ln -s /nowhere/x .env");

    RunResult result = project.passes();

    assertThat(result.warnings())
        .anyMatch(warning -> warning.contains("guarded link .env leads to /nowhere/x"));
  }

  @Test
  void run_moreLinksThanAreFollowed_pushNoTargetOut() {
    LoopProject project =
        project(
            ".env", "mkdir c; echo a > c/x; ln -s c/x .env; printf '.env\\nmany/\\n' > .gitignore");
    project
        .repository()
        .sh(
            "echo b > c/x; mkdir many; for i in $(seq 2001); do"
                + " mkdir many/$i; ln -s ../../t/$i many/$i/.env; done");

    assertThatThrownBy(project::run)
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("lead to more than 2000 paths");
  }

  @Test
  void run_linksInACircle_comeToAnEnd() {
    project(".env", "ln -s b .env; ln -s .env b").passes();
  }
}
