package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.fixture.LoopProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            + " conf/a/k.pem"
      })
  void run_targetOfAGuardedLinkEdited_isRefused(String pattern, String script, String path) {
    LoopProject project = project(pattern, script);
    project.passes();
    project.repository().sh("rm -f '" + path + "'; echo b > '" + path + "'");

    project.refusesPath(path);
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
  void run_linksInACircle_comeToAnEnd() {
    project(".env", "ln -s b .env; ln -s .env b").passes();
  }
}
