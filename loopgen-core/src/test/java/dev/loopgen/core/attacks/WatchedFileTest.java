package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forbidden files that git ignores: unchanged ones are fine, changed ones stay refused. */
@Tag("slow")
final class WatchedFileTest {

  @TempDir private Path root;
  private LoopProject project;

  @BeforeEach
  void commitAnIgnoreRule() {
    project = LoopProject.forbidding(root, ".env", "keys/");
    project.repository().write(".gitignore", ".env\nkeys/\n").commitAll("ignore");
  }

  @Test
  void run_ignoredFileThatWasThereBefore_passesAgainAndAgain() {
    project.repository().write(".env", "TOKEN=1\n");

    project.passes();
    project.repository().write("src/app.txt", "two\n");
    project.passes();
  }

  @Test
  void run_ignoredFileCreatedAfterARun_isRefusedUntilItIsGone() {
    project.passes();
    project.repository().write(".env", "TOKEN=theirs\n");

    project.refusesPath(".env");
    project.refusesPath(".env");
    project.repository().sh("rm .env");
    project.passes();
  }

  @Test
  void run_ignoredFileEdited_isRefusedHoweverOftenItIsTried() {
    project.repository().write(".env", "TOKEN=1\n");
    project.passes();
    project.repository().write(".env", "TOKEN=2\n");

    project.refusesPath(".env");
    project.refusesPath(".env");
    project.repository().write(".env", "TOKEN=1\n");
    project.passes();
  }

  @Test
  void run_ignoredFileRemovedOrMadeExecutable_isRefused() {
    project.repository().write("keys/a", "1").write("keys/b", "2");
    project.passes();
    project.repository().sh("rm keys/a; chmod +x keys/b");

    project.refusesPath("keys/a");
    project.refusesPath("keys/b");
  }

  @Test
  @DisabledOnOs({OS.WINDOWS, OS.MAC})
  void run_hooksWhoseNamesAreNotUtf8_areWatchedOneByOne() {
    project.repository().write(LoopProject.SPEC, LoopProject.loop("true", ".git/hooks/*"));
    project.repository().commitAll("spec");
    project.repository().sh("for b in 376 377; do echo a > .git/hooks/$(printf \"\\\\$b\"); done");
    project.passes();
    project.repository().sh("echo b > .git/hooks/$(printf '\\377')");

    project.refusesPath("\".git/hooks/\\377\"");
    project.repository().sh("echo a > .git/hooks/$(printf '\\377')");
    project.repository().sh("echo b > .git/hooks/$(printf '\\376')");
    project.refusesPath("\".git/hooks/\\376\"");
  }

  @Test
  void run_acknowledgedByThisUser_passesAndRecordsExactlyThat() {
    project.passes();
    project.repository().write(".env", "TOKEN=mine\n");

    RunResult result =
        project.run(RunRequest.builder().loop("check").acknowledge(".env", "my own token").build());

    assertThat(result.passed()).as(result.failures().toString()).isTrue();
    assertThat(result.facts().canonical()).contains("my own token");
    project.passes();
  }

  @Test
  void run_acknowledgementOfAnotherFile_explainsNothing() {
    project.passes();
    project.repository().write(".env", "TOKEN=theirs\n");

    RunResult result =
        project.run(RunRequest.builder().loop("check").acknowledge("keys", "mine").build());

    assertThat(result.passed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.env", "../.env", "keys/", "keys//a", "./", ".", "a\\b", "C:/x", "a\0", "\ud800"
      })
  void run_acknowledgementOfNoPathOfTheProject_isAnErrorBeforeAnythingIsRun(String path) {
    project.passes();
    project.repository().write(LoopProject.SPEC, LoopProject.loop("touch .git/ran", ".env"));
    project.repository().commitAll("spec");
    RunRequest request = RunRequest.builder().loop("check").acknowledge(path, "mine").build();

    assertThatThrownBy(() -> project.run(request))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("The acknowledged file")
        .hasMessageNotContaining("spec file");

    assertThat(root.resolve(".git/ran")).doesNotExist();
    assertThat(project.ledger().entries()).hasSize(1);
    assertThat(root.resolve(".loopgen/journal")).isEmptyDirectory();
  }

  @Test
  void run_acknowledgementSpelledFromTheProject_isThatOfTheFile() {
    project.passes();
    project.repository().write(".env", "TOKEN=mine\n");

    RunResult result =
        project.run(RunRequest.builder().loop("check").acknowledge("./.env", "mine").build());

    assertThat(result.failures()).isEmpty();
    assertThat(result.facts().canonical()).contains("\"path\":\".env\"");
    assertThat(result.warnings()).noneMatch(warning -> warning.contains("acknowledgement"));
  }

  @Test
  void run_acknowledgementThatNothingNeeded_isAWarning() {
    project.repository().write(".env", "TOKEN=1\n");
    project.passes();

    RunResult result =
        project.run(
            RunRequest.builder()
                .loop("check")
                .acknowledge(".env", "unchanged")
                .acknowledge("keys/nowhere", "absent")
                .build());

    assertThat(result.passed()).isTrue();
    assertThat(result.warnings())
        .anyMatch(warning -> warning.startsWith("The acknowledgement of .env had no effect"))
        .anyMatch(warning -> warning.startsWith("The acknowledgement of keys/nowhere had"));
  }

  @Test
  void run_acknowledgedHookInAProjectBelowTheRepository_isAccepted(@TempDir Path other) {
    TestRepository git = TestRepository.init(other);
    git.write("app/" + LoopProject.SPEC, LoopProject.loop("true", ".git/hooks")).commitAll("first");
    LoopProject app = LoopProject.at(git, other.resolve("app"));
    app.passes();
    git.write(".git/hooks/pre-commit", "#!/bin/sh\n");
    app.refusesPath(".git/hooks/pre-commit");

    RunResult result =
        app.run(
            RunRequest.builder()
                .loop("check")
                .acknowledge(".git/hooks/pre-commit", "my hook")
                .build());

    assertThat(result.failures()).isEmpty();
  }

  @Test
  void run_acknowledgementOfATrackedFile_explainsNothing() {
    project.repository().write("keys/tracked", "1");
    project.repository().git("add", "-f", "keys/tracked");
    project.repository().git("commit", "-qm", "track");
    project.passes();
    project.repository().write("keys/tracked", "2");

    RunResult result =
        project.run(RunRequest.builder().loop("check").acknowledge("keys/tracked", "x").build());

    assertThat(result.passed()).isFalse();
  }

  @Test
  void run_entry_holdsNeitherContentNorNamesNorAPlainHashOfWatchedFiles() {
    project.repository().write(".env", "TOKEN=1\n");
    String blob = project.repository().git("hash-object", ".env");

    Json.Obj facts = project.passes().facts();

    assertThat(facts.canonical()).doesNotContain("TOKEN=1", blob);
    assertThat(facts.object("judgement").orElseThrow().canonical()).doesNotContain("\".env\":");
  }

  @Test
  void run_ledgerOfAColleague_isNoViolationOfTheirOwnIgnoredFile(@TempDir Path clone) {
    project.repository().write(".env", "TOKEN=1\n");
    project.passes();
    project.repository().sh("git add -A; git commit -qm ledger");
    project.repository().git("clone", "-q", ".", clone.resolve("c").toString());
    LoopProject theirs = LoopProject.at(TestRepository.at(clone.resolve("c")), clone.resolve("c"));
    theirs.repository().write(".env", "TOKEN=colleague\n");

    theirs.passes();
    theirs.repository().write(".env", "TOKEN=changed\n");
    theirs.refusesPath(".env");
  }

  @Test
  void run_localMemoryOfTheGuardDeleted_isNeverUnchangedNorAViolation() {
    project.repository().write(".env", "TOKEN=1\n");
    project.passes();
    project.repository().sh("rm -r .git/loopgen");
    project.repository().write(".env", "TOKEN=2\n");

    RunResult result = project.run();

    assertThat(result.warnings()).anyMatch(warning -> warning.contains("first run"));
    assertThat(result.facts().canonical()).contains("\"rebaselined\"");
  }
}
