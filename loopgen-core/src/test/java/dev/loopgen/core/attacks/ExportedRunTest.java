package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.verify.CommandListener;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.core.LoopRunnerBuilder;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.SandboxScene;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.core.internal.exec.ShellVerifier;
import dev.loopgen.core.internal.export.Export;
import dev.loopgen.core.internal.export.Exports;
import dev.loopgen.core.internal.export.Overlay;
import dev.loopgen.testkit.RecordingVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks runs whose commands see an export of the judged tree. */
@EnabledOnOs(OS.LINUX)
@Tag("slow")
final class ExportedRunTest {

  @TempDir Path directory;

  @BeforeAll
  static void require() {
    SandboxScene.requireBubblewrap();
  }

  private LoopProject project(String... commands) {
    LoopProject project = LoopProject.running(directory.resolve("project"), commands);
    project
        .repository()
        .write(".gitignore", "target/\n*.log\n__pycache__/\nnode_modules/\n.gradle/\n")
        .write("src/inner/deep.txt", "deep\n")
        .commitAll("more");
    return project;
  }

  private static RunResult run(LoopProject project, RunRequest request) throws Exception {
    return Loopgen.runner(project.directory())
        .isolation(Isolation.of(Isolation.Level.EXPORT))
        .build()
        .run(request);
  }

  private static RunResult run(LoopProject project) throws Exception {
    return run(project, RunRequest.of("check"));
  }

  private static void assertUnchanged(LoopProject project) {
    assertThat(project.repository().git("status", "--porcelain", "--", "src")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cp -p src/app.txt k.log; echo evil > src/app.txt; cp -p k.log src/app.txt",
        "touch -r src/app.txt t.log; echo evil > src/app.txt; echo one > src/app.txt;"
            + " touch -r t.log src/app.txt",
        "mv src keep; cp -r keep src; echo evil > src/app.txt; rm -r src; mv keep src",
        "mv src/inner src/other; mv src/other src/inner",
        "ln -s src/app.txt l.log; echo evil > l.log; echo one > l.log",
        "rm src/app.txt; echo one > src/app.txt",
        "rm -r src/inner; mkdir src/inner; echo deep > src/inner/deep.txt",
        "chmod 700 src/app.txt; chmod 644 src/app.txt",
        "python3 -c \"import mmap; f = open('src/app.txt', 'r+b'); m = mmap.mmap(f.fileno(), 0);"
            + " m[0:1] = b'X'; m.flush(); m[0:1] = b'o'; m.flush()\"",
      })
  void run_restoredFile_fails(String attack) throws Exception {
    LoopProject project = project(attack);

    RunResult result = run(project);

    assertThat(result.passed()).isFalse();
    assertThat(result.verification().passed()).as(result.failures().toString()).isTrue();
    assertThat(result.failures()).hasAtLeastOneElementOfType(Failure.Rewritten.class);
    assertUnchanged(project);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo evil > src/app.txt",
        "rm src/app.txt",
        "mv src/app.txt src/other.txt",
        "rm -r src; ln -s /etc src",
        "chmod 755 src/app.txt",
        "rm src/app.txt; mkfifo src/app.txt",
      })
  void run_changedFile_fails(String attack) throws Exception {
    LoopProject project = project(attack);

    RunResult result = run(project);

    assertThat(result.passed()).isFalse();
    assertThat(result.verification().passed()).isTrue();
    assertThat(result.failures()).hasAtLeastOneElementOfType(Failure.TreeDrifted.class);
    assertUnchanged(project);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo x > .git/attack",
        "echo x > .loopgen/policy.yaml",
        "mv .loopgen elsewhere",
        "rm .git/index && mkfifo .git/index",
        "rm -f .loopgen/audit.jsonl.lock; mkfifo .loopgen/audit.jsonl.lock",
        "umount .; umount -l .; test ! -e src/app.txt",
      })
  void run_attackOnProtectedFiles_isRefused(String attack) throws Exception {
    RunResult result = run(project(attack));

    assertThat(result.passed()).isFalse();
    assertThat(result.verification().passed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grep -q one src/app.txt && mkdir -p target/classes && echo c > target/classes/A.class",
        "mkdir -p src/__pycache__ && echo p > src/__pycache__/app.pyc",
        "mkdir -p .gradle/8.5 && echo l > .gradle/8.5/lock.tmp && mv .gradle/8.5/lock.tmp"
            + " .gradle/8.5/lock.lock && rm -r .gradle",
        "echo a >> build.log && echo b >> build.log",
        "test -z \"$(git status --porcelain -- src)\" && git diff-index --quiet HEAD && git log -1 --format=%H && git describe --always",
        "test ! -e ignored.log && test ! -e .loopgen/reports/x",
        "cat .loopgen/loopgen.loop.yaml",
        "pwd | grep -q /project$ && id -u && sh -c 'exit 0'",
      })
  void run_honestCommand_passes(String command) throws Exception {
    LoopProject project = project(command);
    project.repository().write("ignored.log", "of the work tree\n");

    RunResult result = run(project);

    assertThat(result.failures()).isEmpty();
    assertThat(result.passed()).isTrue();
    assertThat(result.verification().isolation().level()).isEqualTo(Isolation.Level.EXPORT);
    assertThat(project.repository().path("target")).doesNotExist();
    assertThat(result.before().treeId()).isEqualTo(result.after().treeId());
  }

  @Test
  void run_uncommittedChange_isWhatTheCommandsSee() throws Exception {
    LoopProject project =
        project("grep -rq two src && find . -name 'ne*.sh' -exec {} ';' -print | grep -q new");
    project.repository().write("src/app.txt", "two\n").write("new.sh", "#!/bin/sh\nexit 0\n");
    project.repository().sh("chmod +x new.sh");

    assertThat(run(project).failures()).isEmpty();
  }

  @Test
  void run_absolutePathOfTheProject_leadsToTheExport() throws Exception {
    Path root = directory.resolve("project");
    LoopProject project =
        project("echo evil > '" + root + "/src/app.txt'; echo x > '" + root + "/new.txt'");

    RunResult result = run(project);

    assertThat(result.failures()).hasAtLeastOneElementOfType(Failure.TreeDrifted.class);
    assertThat(root.resolve("new.txt")).doesNotExist();
    assertUnchanged(project);
  }

  @Test
  void run_newFile_isThrownAwayWithAWarning() throws Exception {
    LoopProject project = project("echo x > coverage.xml");

    RunResult result = run(project);

    assertThat(result.failures()).isEmpty();
    assertThat(result.warnings()).anyMatch(warning -> warning.contains("coverage.xml"));
    assertThat(project.repository().path("coverage.xml")).doesNotExist();
    assertThat(run(project, RunRequest.builder().loop("check").strict().build()).passed())
        .isFalse();
  }

  @Test
  void run_guardedIgnoredFileCreated_fails() throws Exception {
    LoopProject project =
        LoopProject.uncommitted(
            directory.resolve("project"), LoopProject.loop("echo x > .env", ".env"));
    project.repository().write(".gitignore", ".env\n").commitAll("base");

    assertThat(run(project).passed()).isFalse();
  }

  @Test
  void run_linkedWorkTreeInASubdirectory_passes() throws Exception {
    LoopProject project = project("true");
    Path linked = directory.resolve("linked");
    project.repository().git("worktree", "add", "-q", linked.toString());
    TestRepository.at(linked)
        .write("sub/" + LoopProject.SPEC, LoopProject.loop("git status && test -d ../src"))
        .commitAll("sub");

    RunResult result = run(LoopProject.at(TestRepository.at(linked), linked.resolve("sub")));

    assertThat(result.failures()).isEmpty();
  }

  @Test
  void run_submodule_isExportedAndProtected() throws Exception {
    TestRepository library = TestRepository.init(directory.resolve("library"));
    library.write("lib.txt", "lib\n").commitAll("lib");
    LoopProject project =
        project("grep -q lib s/lib.txt && git -C s log -1", "echo evil > s/lib.txt");
    project
        .repository()
        .git("-c", "protocol.file.allow=always", "submodule", "add", "-q", "../library", "s");
    project.repository().commitAll("submodule");

    RunResult result = run(project);

    assertThat(result.verification().passed()).isTrue();
    assertThat(result.failures()).hasOnlyElementsOfType(Failure.TreeDrifted.class).isNotEmpty();
  }

  @Test
  void run_changedSubmodule_isNotExported() throws Exception {
    TestRepository library = TestRepository.init(directory.resolve("library"));
    library.write("lib.txt", "lib\n").commitAll("lib");
    LoopProject project = project("true");
    project
        .repository()
        .git("-c", "protocol.file.allow=always", "submodule", "add", "-q", "../library", "s");
    project.repository().commitAll("submodule");
    project.repository().write("s/lib.txt", "changed\n");

    assertThatThrownBy(() -> run(project))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("cannot be exported");
  }

  @Test
  void run_ignoredDependencies_areCarriedAndTheirWritesDiscarded() throws Exception {
    LoopProject project =
        project(
            "grep -q lib node_modules/lib/index.js && test -x node_modules/.bin/tool",
            "mkdir -p node_modules/.vite && echo c > node_modules/.vite/cache",
            "echo patched > node_modules/lib/index.js && rm -r node_modules/lib");
    project
        .repository()
        .write("node_modules/lib/index.js", "lib\n")
        .write("node_modules/lib/tool.sh", "exit 0\n")
        .sh(
            "chmod +x node_modules/lib/tool.sh; mkdir node_modules/.bin;"
                + " ln -s ../lib/tool.sh node_modules/.bin/tool");

    RunResult first = run(project);
    RunResult second = run(project);
    project.repository().write("node_modules/lib/index.js", "lib changed\n");
    RunResult third = run(project);

    assertThat(first.failures()).isEmpty();
    assertThat(project.repository().path("node_modules/.vite")).doesNotExist();
    assertThat(carried(first).string("state")).contains("unverified");
    assertThat(first.warnings()).anyMatch(warning -> warning.contains("unverified"));
    assertThat(carried(second).string("state")).contains("same");
    assertThat(second.warnings()).noneMatch(warning -> warning.contains("carried"));
    assertThat(carried(third).string("state")).contains("changed");
    assertThat(third.warnings()).anyMatch(warning -> warning.contains("changed since"));
  }

  @Test
  void run_trackedOrLinkedOrUnignoredDependencies_areNotCarried() throws Exception {
    LoopProject project =
        project("test ! -e node_modules", "grep -rq two vendor", "test -e venv/new");
    project.repository().write("vendor/lib.txt", "one\n").commitAll("vendored");
    project.repository().write("vendor/lib.txt", "two\n").write("venv/new", "untracked\n");
    project.repository().sh("mkdir ../elsewhere; ln -s ../elsewhere node_modules");
    project.repository().write(".git/info/exclude", "venv/\n/vendor/\n");
    project.repository().write(".gitignore", "node_modules\nvendor/\n");

    RunResult result = run(project);

    assertThat(result.verification().passed()).as("%s", result.failures()).isTrue();
    assertThat(result.warnings()).anyMatch(warning -> warning.startsWith("node_modules is a link"));
    assertThat(result.facts().canonical()).doesNotContain("\"carried\"");
  }

  @Test
  void run_lockFileOfTheChange_isAWarning() throws Exception {
    LoopProject project = project("true");
    project.repository().write("node_modules/a", "a").write("package-lock.json", "{}");

    RunResult result = run(project);

    assertThat(result.warnings()).anyMatch(warning -> warning.contains("package-lock.json, and"));
    assertThat(carried(result).canonical()).contains("\"lockFiles\":[\"package-lock.json\"]");
  }

  private static Json.Obj carried(RunResult result) {
    return result
        .entry()
        .orElseThrow()
        .json()
        .object("judgement")
        .flatMap(judgement -> judgement.object("carried"))
        .orElseThrow();
  }

  @Test
  void run_outputsAndKeptFiles_areCopiedBack() throws Exception {
    LoopProject project =
        LoopProject.uncommitted(
            directory.resolve("project"),
            """
            loops:
              - id: check
                verification:
                  commands: ["mkdir -p target/r out && echo new > target/r/t.xml && echo o > out/o"]
                  outputs: [out/]
            """);
    project.repository().write(".gitignore", "target/\n").commitAll("base");
    project.repository().write("target/r/t.xml", "old").write("target/A", "of the work tree");
    Isolation isolation = Isolation.builder(Isolation.Level.EXPORT).keep("target/r").build();

    RunResult result = run(project, isolation);

    assertThat(result.failures()).isEmpty();
    assertThat(project.repository().read("target/r/t.xml")).isEqualTo("new\n");
    assertThat(project.repository().read("target/A")).isEqualTo("of the work tree");
    assertThat(project.repository().read("out/o")).isEqualTo("o\n");
  }

  @Test
  void run_keptFileBelowALinkOfTheWorkTree_isNotCopiedThroughIt() throws Exception {
    LoopProject project =
        LoopProject.running(directory.resolve("project"), "mkdir target; echo > target/x.log");
    project.repository().write(".gitignore", "target\n").commitAll("base");
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.createSymbolicLink(project.repository().path("target"), elsewhere);
    Isolation isolation = Isolation.builder(Isolation.Level.EXPORT).keep("*.log").build();

    RunResult result = run(project, isolation);

    assertThat(result.warnings()).anyMatch(warning -> warning.contains("could not be copied"));
    assertThat(elsewhere).isEmptyDirectory();
  }

  private static RunResult run(LoopProject project, Isolation isolation) throws Exception {
    return Loopgen.runner(project.directory())
        .isolation(isolation)
        .build()
        .run(RunRequest.of("check"));
  }

  @Test
  void run_otherVerifier_isRefused() throws Exception {
    LoopRunnerBuilder runner =
        Loopgen.runner(project("true").directory())
            .isolation(Isolation.of(Isolation.Level.EXPORT))
            .verifier(new RecordingVerifier());

    assertThatThrownBy(() -> runner.build().run(RunRequest.of("check")))
        .isInstanceOf(IsolationException.class);
  }

  @Test
  void verify_layersThatCannotBeMounted_runsNothing() throws Exception {
    LoopProject project = project("true");
    Path ran = directory.resolve("ran");
    VerificationRequest request =
        new VerificationRequest(
            project.directory().toRealPath(),
            List.of("touch '" + ran + "'"),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            System.getenv(),
            CommandListener.NONE,
            Set.of(),
            Isolation.of(Isolation.Level.EXPORT));

    try (Export export = Export.of(Exports.files(project.directory()), directory)) {
      Overlay overlay = Overlay.over(export, false);
      Files.delete(overlay.around().resolve("work"));
      assertThatThrownBy(() -> ShellVerifier.create().verify(request, overlay))
          .isInstanceOf(IsolationException.class)
          .hasMessageContaining("layers of an export cannot be mounted");
    }
    assertThatThrownBy(() -> ShellVerifier.create().verify(request))
        .isInstanceOf(IsolationException.class);
    assertThat(ran).doesNotExist();
  }
}
