package dev.loopgen.cli.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.adapters.hooks.HookedProject.Protection;
import dev.loopgen.adapters.hooks.StopBlocks;
import dev.loopgen.adapters.hooks.StopVerdict;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.Trust;
import dev.loopgen.cli.Main;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.support.TrustOptions;
import dev.loopgen.core.Loopgen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tries to have a stop hook let an agent go that does not deserve it. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
final class CommandHookedProjectTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir private Path directory;

  private Path shop;
  private CliProject cli;

  /** A clone on a branch of its own, whose loop wants a line in a file that it does not name. */
  @BeforeEach
  void makeProject() throws Exception {
    Path origin = directory.resolve("origin");
    CliProject.project(origin, "git grep -q good -- src || { echo Error: not good; exit 1; }");
    Files.writeString(origin.resolve(".gitignore"), "secret/\n");
    CliProject.in(origin).commit();
    shop = directory.resolve("shop");
    CliProject.in(origin).git("clone", "-q", origin.toUri().toString(), shop.toString());
    cli = CliProject.in(shop);
    cli.git("checkout", "-q", "-b", "work");
  }

  @Test
  void verdict_nothingChanged_runsNothing() throws Exception {
    assertThat(verdict()).isEqualTo(new StopVerdict.Unchanged());
    assertThat(cli.ledger()).doesNotExist();
  }

  @Test
  void verdict_changeThatFails_hasItsEntryAndReasons() throws Exception {
    cli.write("src/app.txt", "bad\n");

    StopVerdict verdict = verdict();

    assertThat(verdict).isInstanceOf(StopVerdict.Failed.class);
    assertThat(verdict.describe()).contains("- Command `git grep", "    | Error: not good");
    assertThat(((StopVerdict.Failed) verdict).recorded())
        .isEqualTo(cli.entries().get(0).hash())
        .isPresent();
  }

  @Test
  void verdict_changeThatPassed_isRunOnce() throws Exception {
    cli.write("src/app.txt", "good\n");

    assertThat(verdict()).isEqualTo(new StopVerdict.Passed());
    assertThat(verdict()).isEqualTo(new StopVerdict.Recorded());
    assertThat(cli.entries()).hasSize(1);
  }

  @Test
  void verdict_treeChangedSinceItPassed_isRunAgain() throws Exception {
    cli.write("src/app.txt", "good\n");
    verdict();
    cli.write("src/app.txt", "bad\n");

    assertThat(verdict()).isInstanceOf(StopVerdict.Failed.class);
    assertThat(cli.entries()).hasSize(2);
  }

  @Test
  void verdict_entryEditedToPass_isNoPass() throws Exception {
    cli.write("src/app.txt", "bad\n");
    verdict();
    String ledger = Files.readString(cli.ledger());
    Files.writeString(
        cli.ledger(),
        ledger
            .replace("\"exitCode\":1", "\"exitCode\":0")
            .replace("\"passed\":false", "\"passed\":true"));

    StopVerdict verdict = verdict();

    assertThat(verdict.letsStop()).isFalse();
    assertThat(verdict.describe()).contains("no verdict", "ledger");
  }

  @Test
  void verdict_entryOfAnotherTree_isNoPass() throws Exception {
    cli.write("src/app.txt", "good\n");
    verdict();
    String ledger = Files.readString(cli.ledger());
    cli.write("src/app.txt", "bad\n");
    Files.writeString(cli.ledger(), ledger + ledger);

    assertThat(verdict().letsStop()).isFalse();
  }

  @Test
  void verdict_specMadeEasier_isJudgedByTheBases() throws Exception {
    cli.write("src/app.txt", "bad\n");
    cli.spec("true");

    StopVerdict verdict = verdict();

    assertThat(verdict).isInstanceOf(StopVerdict.Failed.class);
    assertThat(verdict.describe()).contains("loop spec", "git grep");
  }

  @Test
  void verdict_specDeletedOnly_isNotUnchanged() throws Exception {
    Files.delete(shop.resolve(".loopgen/loopgen.loop.yaml"));

    assertThat(verdict().letsStop()).isFalse();
  }

  @Test
  void verdict_ignoredForbiddenFileChanged_isNotUnchanged() throws Exception {
    cli.write("secret/key", "one");
    cli.write("src/app.txt", "good\n");
    assertThat(verdict()).isEqualTo(new StopVerdict.Passed());
    cli.write("secret/key", "two");

    StopVerdict verdict = verdict();

    assertThat(verdict).isInstanceOf(StopVerdict.Failed.class);
    assertThat(verdict.describe()).contains("Forbidden path secret/key");
  }

  @Test
  void verdict_changeCommittedOnTheBranch_isStillAChange() throws Exception {
    cli.write("src/app.txt", "bad\n");
    cli.commit();

    assertThat(verdict()).isInstanceOf(StopVerdict.Failed.class);
  }

  /** Moving what the clone knows of the remote takes one command. */
  @Test
  void verdict_baseMovedToTheTreeThatFailed_isNotUnchanged() throws Exception {
    cli.write("src/app.txt", "bad\n");
    verdict();
    cli.commit();
    cli.git("update-ref", "refs/remotes/origin/main", "HEAD");

    assertThat(verdict().letsStop()).isFalse();
  }

  /** Where no other place is known that has the commits, a commit must not hide the change. */
  @Test
  void verdict_changeCommittedWhereNoRemoteIsKnown_isNotUnchanged() throws Exception {
    shop = directory.resolve("alone");
    cli = CliProject.project(shop, "git grep -q good -- src");
    cli.write("src/app.txt", "bad\n");
    cli.commit();

    assertThat(verdict()).isInstanceOf(StopVerdict.Failed.class);
  }

  @Test
  void verdict_treeThatChangesWhileItIsJudged_isNoPass() throws Exception {
    Path origin = directory.resolve("drifting");
    CliProject.project(origin, "echo more >> src/app.txt");
    shop = directory.resolve("drift");
    CliProject.in(origin).git("clone", "-q", origin.toUri().toString(), shop.toString());
    cli = CliProject.in(shop);
    cli.write("src/app.txt", "good\n");

    StopVerdict verdict = verdict();

    assertThat(verdict).isInstanceOf(StopVerdict.Failed.class);
    assertThat(verdict.describe()).contains("src/app.txt was modified while the commands ran");
  }

  /** The tested code prints a result in place of the run, and ends the run before it has one. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void verdict_resultForgedByTheTestedCode_isNoPass() throws Exception {
    Path forged = directory.resolve("forged.json");
    Path origin = directory.resolve("forging");
    CliProject.project(origin, "sh src/check.sh");
    shop = directory.resolve("forger");
    CliProject.in(origin).git("clone", "-q", origin.toUri().toString(), shop.toString());
    cli = CliProject.in(shop);
    cli.write(
        "src/check.sh",
        """
        run=$PPID
        until grep -q java /proc/$run/comm; do
          run=$(awk '/^PPid/ {print $2}' /proc/$run/status)
          [ "$run" -gt 1 ] || exit 1
        done
        cat %s > /proc/$run/fd/1
        kill -9 $run
        exit 1
        """
            .formatted(forged));
    Files.writeString(
        forged,
        "{\"passed\":true,\"entry\":{\"judgement\":{\"judgedTree\":\"" + judgedTree() + "\"}}}");

    StopVerdict verdict = verdict();

    assertThat(verdict.letsStop()).isFalse();
    assertThat(verdict.describe()).contains("ledger does not confirm");
  }

  private String judgedTree() throws InterruptedException {
    return Loopgen.runner(shop)
        .trust(Trust.local())
        .inspect(RunRequest.builder().dryRun().build())
        .look()
        .tree()
        .hex();
  }

  @Test
  void verdict_runThatTakesLonger_goesOnAndIsNotStartedTwice() throws Exception {
    Path origin = directory.resolve("slow");
    Path gate = directory.resolve("gate");
    assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
    CliProject.project(origin, "read word < " + gate);
    shop = directory.resolve("waiting");
    CliProject.in(origin).git("clone", "-q", origin.toUri().toString(), shop.toString());
    cli = CliProject.in(shop);
    cli.write("src/app.txt", "good\n");

    StopVerdict first = project(Duration.ofSeconds(2)).verdict();
    StopVerdict second = project(Duration.ofMillis(10)).verdict();
    ProcessHandle running = memory().running(run()).orElseThrow();
    Files.writeString(gate, "go\n");
    running.onExit().get(5, TimeUnit.MINUTES);

    assertThat(first).isInstanceOf(StopVerdict.Unfinished.class);
    assertThat(second).isInstanceOf(StopVerdict.Unfinished.class);
    assertThat(verdict()).isEqualTo(new StopVerdict.Recorded());
    assertThat(cli.entries()).hasSize(1);
  }

  /** A late result counts once; the next stop runs the loop again. */
  @Test
  void verdict_runThatTookLongerAndFailed_isTheReasonOnce() throws Exception {
    Path origin = directory.resolve("slow");
    Path gate = directory.resolve("gate");
    assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
    CliProject.project(origin, "read word < " + gate + " && exit 1");
    shop = directory.resolve("waiting");
    CliProject.in(origin).git("clone", "-q", origin.toUri().toString(), shop.toString());
    cli = CliProject.in(shop);
    cli.write("src/app.txt", "bad\n");

    assertThat(project(Duration.ofSeconds(2)).verdict()).isInstanceOf(StopVerdict.Unfinished.class);
    ProcessHandle running = memory().running(run()).orElseThrow();
    Files.writeString(gate, "go\n");
    running.onExit().get(5, TimeUnit.MINUTES);

    assertThat(verdict())
        .isInstanceOfSatisfying(
            StopVerdict.Failed.class,
            failed -> {
              assertThat(failed.entry()).isEqualTo(cli.entries().get(0).hash().orElseThrow());
              assertThat(failed.feedback()).contains("did not pass", "exited with code 1");
            });
    assertThat(project(Duration.ofSeconds(2)).verdict()).isInstanceOf(StopVerdict.Unfinished.class);
    Files.writeString(gate, "go\n");
    assertThat(cli.entries()).hasSize(1);
  }

  @Test
  void verdict_noRepository_isUndecided() throws Exception {
    shop = Files.createDirectories(directory.resolve("nothing"));

    assertThat(verdict()).isInstanceOf(StopVerdict.Undecided.class);
  }

  /** Whatever stands in the place of a record or its directory; a pipe is never opened. */
  @Test
  void memory_spoiled_isReplaced() throws Exception {
    StopBlocks blocks = new StopBlocks(List.of("a"), 1);
    Path hooks = shop.resolve(".git/loopgen/hooks");
    Files.createDirectories(hooks.getParent());
    Files.createSymbolicLink(hooks, directory.resolve("origin"));
    assertThat(project(LONG).remember("s", blocks)).isTrue();
    Path record;
    try (var files = Files.list(hooks)) {
      record = files.findFirst().orElseThrow();
    }
    assertThat(directory.resolve("origin").resolve(record.getFileName())).doesNotExist();

    for (String spoil :
        List.of(
            "mkfifo RECORD",
            "mkdir -p RECORD/full/of/files",
            "ln -s /dev/zero RECORD",
            "ln -s /nowhere RECORD",
            "echo other > RECORD",
            "rm -r HOOKS; echo in the way > HOOKS",
            "rm -r HOOKS; mkfifo HOOKS",
            "chmod 500 HOOKS")) {
      String script =
          "rm -rf RECORD; "
              + spoil.replace("RECORD", record.toString()).replace("HOOKS", "" + hooks);
      script = script.replace("RECORD", record.toString());
      assertThat(new ProcessBuilder("sh", "-c", script).start().waitFor()).as(spoil).isZero();

      assertThat(project(LONG).recall("s")).as(spoil).isEqualTo(StopBlocks.NONE);
      assertThat(project(LONG).remember("s", blocks)).as(spoil).isTrue();
      assertThat(project(LONG).recall("s")).as(spoil).isEqualTo(blocks);
      assertThat(record).as(spoil).isRegularFile();
    }
  }

  /** Without a place in the clone, the user's cache is used, and both count. */
  @Test
  void memory_cloneThatCannotBeWritten_isTheUsersCache() throws Exception {
    Path git = shop.resolve(".git");
    Files.move(git, directory.resolve("moved"));
    assertThat(project(LONG).remember("s", new StopBlocks(List.of("a"), 1))).isTrue();
    Files.move(directory.resolve("moved"), git);

    assertThat(project(LONG).recall("s")).isEqualTo(new StopBlocks(List.of("a"), 1));
    project(LONG).remember("s", new StopBlocks(List.of("b"), 0));
    assertThat(project(LONG).recall("s")).isEqualTo(new StopBlocks(List.of("b"), 0));
    assertThat(project(LONG).remember("s", StopBlocks.NONE)).isTrue();
    assertThat(project(LONG).recall("s")).isEqualTo(StopBlocks.NONE);
  }

  /** A pipe that nobody writes to, and the numbers of processes that are no run of the project. */
  @Test
  void memory_processThatIsNoRunOfTheProject_isNotWaitedFor() throws Exception {
    Path running = shop.resolve(".git/loopgen/hooks/running");
    Files.createDirectories(running.getParent());
    assertThat(new ProcessBuilder("mkfifo", running.toString()).start().waitFor()).isZero();
    assertThat(memory().running(run())).isEmpty();

    Process other = new ProcessBuilder("cat").start();
    try {
      for (ProcessHandle process : List.of(ProcessHandle.current(), other.toHandle())) {
        memory().running(process);
        assertThat(running).content().startsWith(process.pid() + " ");
        assertThat(memory().running(run())).isEmpty();
      }
    } finally {
      other.destroy();
    }
  }

  @Test
  void failedRuns_onlyFailedEntriesOfAnIntactLedger_count() throws Exception {
    cli.write("src/app.txt", "bad\n");
    verdict();
    cli.write("src/app.txt", "good\n");
    verdict();
    cli.write("src/app.txt", "bad again\n");
    verdict();
    List<String> hashes = cli.entries().stream().map(AuditEntry::hash).map(Optional::get).toList();
    StopBlocks claimed =
        new StopBlocks(
            List.of(hashes.get(0), hashes.get(1), hashes.get(2), hashes.get(2), "f".repeat(64)), 0);

    assertThat(known().failedRuns(claimed)).isEqualTo(1);
    Files.writeString(cli.ledger(), Files.readString(cli.ledger()).replace("not good", "not bad"));
    Files.writeString(
        cli.ledger(), Files.readString(cli.ledger()).replace("\"exitCode\":1", "\"exitCode\":2"));
    assertThat(known().failedRuns(claimed)).isZero();
  }

  @Test
  void recall_recordThatWasTamperedWith_isNone() throws Exception {
    CommandHookedProject project = project(LONG);
    assertThat(project.remember("s", new StopBlocks(List.of("a"), 1))).isTrue();
    assertThat(project.recall("s")).isEqualTo(new StopBlocks(List.of("a"), 1));
    assertThat(project.recall("../s")).isEqualTo(StopBlocks.NONE);
    Path record;
    try (var files = Files.list(shop.resolve(".git/loopgen/hooks"))) {
      record = files.findFirst().orElseThrow();
    }

    for (String text :
        List.of("", "[]", "{\"failedRuns\":3,\"withoutVerdict\":\"9\"}", "{\"failedRuns\":[1]")) {
      Files.writeString(record, text);
      assertThat(project.recall("s")).as(text).isEqualTo(StopBlocks.NONE);
    }
  }

  @Test
  void protection_ofPaths_followsTheBasesSpecAndLinks() throws Exception {
    cli.spec("true");
    Files.createDirectories(shop.resolve("secret"));
    Files.createSymbolicLink(shop.resolve("innocent"), Path.of("secret"));

    assertThat(reason("secret/key")).contains("the path is forbidden");
    assertThat(reason("innocent/key")).contains("the path is forbidden");
    assertThat(reason("src/../SECRET/key")).contains("the path is forbidden");
    assertThat(reason(".loopgen/audit.jsonl")).contains("the path belongs to loopgen");
    assertThat(reason(".github/workflows/ci.yml")).contains("the path defines what CI runs");
    assertThat(reason(".git/config")).contains("the path belongs to git");
    assertThat(reason("src/app.txt")).isEmpty();
    assertThat(reason(".gitignore")).isEmpty();
    assertThat(reason("../elsewhere/secret")).isEmpty();
  }

  private Optional<String> reason(String path) {
    return project(LONG).protection(shop.resolve(path).normalize()).map(Protection::reason);
  }

  private CommandHookedProject known() throws InterruptedException {
    CommandHookedProject project = project(LONG);
    project.verdict();
    return project;
  }

  private StopVerdict verdict() throws InterruptedException {
    return project(LONG).verdict();
  }

  private CommandHookedProject project(Duration within) {
    RunRequest request = RunRequest.builder().dryRun().build();
    return new CommandHookedProject(shop, Trust.local(), request, run(), within);
  }

  private HookMemory memory() {
    return HookMemory.of(shop, run().environment());
  }

  private DetachedRun run() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    return new DetachedRun(Main.class.getName(), shop, null, new TrustOptions(), environment);
  }
}
