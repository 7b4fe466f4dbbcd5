package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.LoopProject;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forbidden files that git ignores: unchanged ones are fine, changed ones stay refused. */
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
    LoopProject theirs =
        LoopProject.at(dev.loopgen.core.TestRepository.at(clone.resolve("c")), clone.resolve("c"));
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

    assertThat(result.warnings()).anyMatch(warning -> warning.contains("first time"));
    assertThat(result.facts().canonical()).contains("\"rebaselined\"");
  }
}
