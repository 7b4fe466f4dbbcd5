package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.isolation.Isolation.Level;
import dev.loopgen.api.isolation.Isolation.Network;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.SandboxScene;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.core.internal.exec.ShellVerifier;
import dev.loopgen.core.internal.ledger.entry.IsolationRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs whose commands are isolated. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
final class IsolatedRunTest {

  private static final Isolation SANDBOX = Isolation.of(Level.SANDBOX);

  @TempDir private Path root;

  @BeforeAll
  static void requireBubblewrap() {
    SandboxScene.requireBubblewrap();
  }

  @Test
  void run_honestCommandInASandbox_passesAndSaysWhatWasTried() throws Exception {
    LoopProject project = LoopProject.running(root.resolve("r"), "test -f src/app.txt");

    RunResult result = run(project, SANDBOX);

    assertThat(result.failures()).isEmpty();
    assertThat(result.passed()).isTrue();
    Json.Obj judgement = result.entry().orElseThrow().json().object("judgement").orElseThrow();
    ReachedIsolation recorded = IsolationRecord.read(judgement.find("isolation"));
    assertThat(recorded.satisfies(SANDBOX)).isTrue();
    assertThat(recorded.network()).isEqualTo(Network.HOST);
    assertThat(result.verification().isolation().level()).isEqualTo(Level.SANDBOX);
    assertThat(project.ledger().verify().isIntact()).isTrue();
  }

  @Test
  void run_entryOfASandbox_namesNoPathOfTheMachine() throws Exception {
    LoopProject project = LoopProject.running(root.resolve("r"), "true");

    Json.Obj entry = run(project, SANDBOX).entry().orElseThrow().json();

    assertThat(
            entry.object("judgement").orElseThrow().object("isolation").orElseThrow().canonical())
        .doesNotContain(root.toString(), System.getProperty("user.home") + "/");
  }

  @Test
  void run_specForbidsTheNetwork_hasNone() throws Exception {
    LoopSpec spec = LoopSpec.builder("check").command("true").forbidNetwork().build();
    LoopProject project = LoopProject.running(root.resolve("r"), "true");

    RunResult result =
        Loopgen.runner(project.directory())
            .isolation(SANDBOX)
            .build()
            .run(RunRequest.builder().spec(spec).build());

    assertThat(result.verification().isolation().network()).isEqualTo(Network.NONE);
  }

  @Test
  void run_verifierThatIgnoresIsolation_isNoRun() {
    LoopProject project = LoopProject.running(root.resolve("r"), "true");

    assertThatThrownBy(
            () ->
                Loopgen.runner(project.directory())
                    .isolation(SANDBOX)
                    .verifier(
                        request ->
                            new VerificationResult(
                                ShellVerifier.create()
                                    .verify(request.withIsolation(Isolation.NONE))
                                    .commands()))
                    .build()
                    .run(RunRequest.of("check")))
        .isInstanceOf(IsolationException.class)
        .hasMessageContaining("no isolation");
    assertThat(project.ledger().entries()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkdir .loopgen; echo 'version: 1' > .loopgen/policy.yaml",
        "mkdir -p .github/workflows && echo x > .github/workflows/loop.yml"
      })
  void run_absentNameThatDecidesLaterRuns_isDrift(String command) throws Exception {
    LoopProject project =
        LoopProject.at(
            TestRepository.init(root.resolve("r")).write("a.txt", "a"), root.resolve("r"));
    project.repository().commitAll("first");
    LoopSpec spec = LoopSpec.builder("check").command(command).build();

    RunResult result =
        Loopgen.runner(project.directory())
            .isolation(SANDBOX)
            .build()
            .run(RunRequest.builder().spec(spec).build());

    assertThat(result.passed()).isFalse();
    assertThat(result.failures()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo x > \"$(git -c safe.directory=* rev-parse --git-common-dir)/attack\"",
        "echo x > \"$(git -c safe.directory=* rev-parse --git-dir)/attack\"",
        "rm .git",
        "mv .git elsewhere",
        "echo 'gitdir: /tmp' > .git",
        "git -c safe.directory=* update-ref refs/heads/attack HEAD"
      })
  void run_writeToTheRepositoryOfALinkedWorkTree_isImpossible(String attack) throws Exception {
    LoopProject main = LoopProject.running(root.resolve("main"), attack);
    main.repository()
        .git("worktree", "add", "-q", "-b", "linked", root.resolve("linked").toString());
    LoopProject linked =
        LoopProject.at(TestRepository.at(root.resolve("linked")), root.resolve("linked"));

    RunResult result = run(linked, SANDBOX);

    assertThat(result.failures()).singleElement().isInstanceOf(Failure.CommandFailed.class);
  }

  @Test
  void run_writeToTheGitDirectoryOfASubmodule_isImpossible() throws Exception {
    TestRepository inner = TestRepository.init(root.resolve("inner")).write("a.txt", "a");
    inner.commitAll("inner");
    LoopProject project =
        LoopProject.running(
            root.resolve("r"),
            "echo x > lib/module/.git/attack; echo x > .git/modules/lib/module/attack; mv lib lub;"
                + " mv lib/module lib/other; test ! -e lub && test ! -e lib/other && test ! -e"
                + " .git/modules/lib/module/attack && git -c safe.directory='*' -C lib/module log -1");
    project
        .repository()
        .git(
            "-c",
            "protocol.file.allow=always",
            "submodule",
            "--quiet",
            "add",
            inner.root().toString(),
            "lib/module");
    project.repository().commitAll("submodule");

    assertThat(run(project, SANDBOX).failures()).isEmpty();
  }

  @Test
  void run_writeToTheGitDirectoryOfAnInnerRepository_isImpossible() throws Exception {
    LoopProject project =
        LoopProject.running(
            root.resolve("r"), "echo x > lib/inner/.git/attack; mv lib lub; test ! -e lub");
    TestRepository inner = TestRepository.init(project.repository().path("lib/inner"));
    inner.write("a.txt", "a").commitAll("inner");

    run(project, SANDBOX);

    assertThat(inner.path(".git/attack")).doesNotExist();
    assertThat(inner.path("a.txt")).exists();
  }

  @Test
  void run_hiddenFolderOfRunsOwnKeys_isStillThereAfterwards() throws Exception {
    LoopProject project =
        LoopProject.running(root.resolve("r"), "test ! -s .git/loopgen/watch.key");
    run(project, Isolation.NONE);
    Path key = project.repository().path(".git/loopgen/watch.key");
    byte[] before = Files.exists(key) ? Files.readAllBytes(key) : new byte[0];

    RunResult result = run(project, SANDBOX);

    assertThat(result.failures()).isEmpty();
    assertThat(Files.exists(key) ? Files.readAllBytes(key) : new byte[0]).isEqualTo(before);
  }

  @Test
  void run_threadOfTheCallerEnds_commandGoesOn() throws Exception {
    LoopProject project = LoopProject.running(root.resolve("r"), "sleep 1; echo done");
    RunResult[] result = new RunResult[1];

    Thread caller =
        new Thread(
            () -> {
              try {
                result[0] = run(project, SANDBOX);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    caller.start();
    caller.join();

    assertThat(result[0].failures()).isEmpty();
  }

  private static RunResult run(LoopProject project, Isolation isolation)
      throws InterruptedException {
    return Loopgen.runner(project.directory())
        .isolation(isolation)
        .build()
        .run(RunRequest.of("check"));
  }
}
