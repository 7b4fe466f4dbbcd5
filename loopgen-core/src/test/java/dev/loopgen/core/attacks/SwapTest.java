package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other code is tested for a while, and the judged code is back before anybody looks again. */
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class SwapTest {

  private static final String SUBMODULE =
      "git init -q ../lib; cd ../lib; echo good > f; git add -A; git commit -q -m lib; cd -;"
          + " git -c protocol.file.allow=always submodule --quiet add \"$PWD/../lib\" lib";

  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkdir ../evil; echo good > ../evil/app.txt; mv src ../keep; mv ../evil src;"
            + " grep -q good src/app.txt; mv src ../evil; mv ../keep src",
        "cp -a src new; mv src old; mv new src; rm -r old",
        "mv src src2; mkdir src; echo good > src/app.txt; rm -r src; mv src2 src",
        "mv src/deep ../keep; mkdir src/deep; rm -r src/deep; mv ../keep src/deep"
      })
  void run_directoryOfTheChangeSwappedAndPutBack_isRefused(String command) {
    LoopProject project = LoopProject.uncommitted(root.resolve("r"), LoopProject.loop(command));
    project.repository().write("src/app.txt", "one\n").write("src/deep/code", "one\n");
    project.repository().commitAll("first");
    project.repository().write("src/app.txt", "bad\n").write("src/deep/code", "bad\n");

    project.refuses(Failure.RepositoryDrifted.class);
  }

  @Test
  void run_rootSwappedAndPutBack_isRefused() {
    LoopProject project =
        LoopProject.running(
            root.resolve("r"), "mv ../r ../keep; mkdir ../r; rmdir ../r; mv ../keep ../r");

    project.refuses(Failure.RepositoryDrifted.class);
  }

  @Test
  void run_directoryAboveTheRootSwappedAndPutBack_isRefused() {
    LoopProject project =
        LoopProject.running(
            root.resolve("above/r"),
            "mv ../../above ../../keep; mkdir ../../above; rmdir ../../above;"
                + " mv ../../keep ../../above");

    project.refuses(Failure.RepositoryDrifted.class);
  }

  @Test
  void run_linkToTheProjectThatACommandTurns_doesNotMoveLaterCommands() {
    LoopProject project =
        LoopProject.running(
            root.resolve("real/r"),
            "cd \"$UP\"; mkdir -p evil/r; ln -sfn evil link",
            "test -f src/app.txt",
            "cd \"$UP\"; ln -sfn real link");
    TestRepository.at(root).sh("ln -s real link");
    LoopProject linked = LoopProject.at(project.repository(), root.resolve("link/r"));

    assertThat(linked.run(Map.of("UP", root.toString(), "PATH", System.getenv("PATH"))).passed())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkdir -p src/__pycache__; echo x > src/__pycache__/a.pyc",
        "echo x > src/tmp; rm src/tmp",
        "mkdir -p target/classes; echo x > target/classes/A",
        "rm -rf out; mkdir out; echo x > out/b.log",
        "cp -al src ../copy",
        "ln src/a* ../name"
      })
  void run_commandThatLeavesTheCodeAlone_passes(String command) {
    LoopProject project = LoopProject.uncommitted(root.resolve("r"), LoopProject.loop(command));
    project.repository().write(".gitignore", "__pycache__/\n/target/\n*.log\n");
    project.repository().write("src/app.txt", "one\n").write("out/a.log", "old\n");
    project.repository().commitAll("first");
    project.repository().write("src/app.txt", "two\n");

    assertThat(project.passes().warnings())
        .noneMatch(text -> text.contains("with unchanged content"));
  }

  @Test
  void run_strict_countsAHardLinkOfTheChangeAsATouch() {
    LoopProject project = LoopProject.running(root.resolve("r"), "cp -al src ../copy");
    project.repository().write("src/app.txt", "two\n");

    RunResult strict = project.run(RunRequest.builder().loop("check").strict().build());

    assertThat(strict.passed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git config core.sparseCheckout true; git update-index --skip-worktree src/app.txt;"
            + " rm src/app.txt",
        "git update-index --skip-worktree src/app.txt",
        "git update-index --assume-unchanged src/app.txt",
        "git config core.sparseCheckout true",
        "git sparse-checkout set --no-cone /.loopgen"
      })
  void run_commandThatHidesAFileFromGit_isRefused(String command) {
    LoopProject.running(root.resolve("r"), command).refuses(Failure.RepositoryDrifted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo evil > lib/f",
        "rm lib/f",
        "cd lib; git config core.sparseCheckout true; git update-index --skip-worktree f; rm f",
        "git -C lib update-index --assume-unchanged f",
        "mv lib/.git ../keep"
      })
  void run_commandThatChangesASubmodule_isRefused(String command) {
    LoopProject project = LoopProject.uncommitted(root.resolve("r"), LoopProject.loop(command));
    project.repository().sh(SUBMODULE);
    project.repository().commitAll("first");

    RunResult result = project.run();

    assertThat(result.passed()).isFalse();
    assertThat(result.failures()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cp lib/f ../keep; echo x > lib/f; cp ../keep lib/f",
        "mv lib ../keep; mkdir lib; rmdir lib; mv ../keep lib"
      })
  void run_changedSubmoduleSwappedAndPutBack_isRefused(String command) {
    LoopProject project = LoopProject.uncommitted(root.resolve("r"), LoopProject.loop(command));
    project.repository().commitAll("first");
    project.repository().sh(SUBMODULE);
    project.repository().git("add", "-A");

    assertThat(project.run().failures())
        .hasAtLeastOneElementOfType(
            command.startsWith("cp") ? Failure.Rewritten.class : Failure.RepositoryDrifted.class);
  }

  @Test
  void run_fileCreatedInASubmodule_isRecordedAndNoFailure() {
    LoopProject project =
        LoopProject.uncommitted(root.resolve("r"), LoopProject.loop("echo x > lib/new"));
    project.repository().sh(SUBMODULE);
    project.repository().commitAll("first");

    project.passes();
  }

  @Test
  void run_submoduleThatIsNotCheckedOutWhole_isOpaque() {
    LoopProject project = LoopProject.uncommitted(root.resolve("r"), LoopProject.loop("true"));
    project.repository().sh(SUBMODULE);
    project.repository().commitAll("first");
    assertThat(project.passes().after().opaque()).isEmpty();

    TestRepository.at(root.resolve("r/lib"))
        .sh("git config core.sparseCheckout true; git update-index --skip-worktree f; rm f");

    assertThat(project.run().after().opaque()).hasToString("[lib]");
  }

  @Test
  void run_shallowSubmoduleAtItsCommit_isNotOpaque() {
    LoopProject project = LoopProject.uncommitted(root.resolve("r"), LoopProject.loop("true"));
    project.repository().sh(SUBMODULE);
    project.repository().commitAll("first");
    TestRepository lib = TestRepository.at(root.resolve("lib"));
    lib.sh("echo more >> f; git commit -q -a -m second");
    project
        .repository()
        .sh(
            "rm -rf lib .git/modules/lib; git clone -q --depth 1 \"file://$PWD/../lib\" lib;"
                + " git add lib; git commit -q -m shallow");
    assertThat(TestRepository.at(root.resolve("r/lib")).git("rev-parse", "--is-shallow-repository"))
        .isEqualTo("true");

    assertThat(project.passes().after().opaque()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/vendor/", "dep/", "vendor/dep", "vendor/*"})
  void run_ignoredNestedRepository_isNotInTheTree(String rule) {
    LoopProject project = LoopProject.uncommitted(root.resolve("r"), LoopProject.loop("true"));
    project.repository().write(".gitignore", rule + "\n").commitAll("first");
    project
        .repository()
        .sh("git init -q vendor/dep; cd vendor/dep; git commit -q --allow-empty -m x");

    RunResult result = project.passes();

    assertThat(result.after().opaque()).isEmpty();
    assertThat(result.after().treeId().hex())
        .isEqualTo(project.repository().git("rev-parse", "HEAD^{tree}"));
  }
}
