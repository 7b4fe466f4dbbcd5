package dev.loopgen.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RunCancelledException;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.run.Cancellation;
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt is an interrupt, whichever part of the repository is being read when it comes. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class InterruptAnywhereTest {

  @TempDir private Path root;
  private LoopProject project;

  @BeforeEach
  void commitABranch() {
    project = LoopProject.forbidding(root, "secret");
    TestRepository git = project.repository();
    git.git("checkout", "-qb", "feature");
    for (int i = 0; i < 2; i++) {
      git.write("src/app.txt", "work " + i + "\n").commitAll("work " + i);
    }
  }

  @AfterEach
  void leaveNoInterruptToTheNextTest() {
    assertThat(Thread.interrupted()).isFalse();
  }

  static Stream<Arguments> moments() {
    return Stream.of(false, true)
        .flatMap(
            packed ->
                Stream.of("start", "PREPARE", "id", "SNAPSHOT_BEFORE", "VERIFY", "SNAPSHOT_AFTER")
                    .flatMap(at -> Stream.of(at, at + ", the snapshot taken"))
                    .filter(at -> !at.contains(",") || at.startsWith("SNAPSHOT"))
                    .map(at -> Arguments.of(at, packed)));
  }

  @ParameterizedTest
  @MethodSource("moments")
  void run_interrupted_isAnInterruptAndLeavesNoEntry(String at, boolean packed) {
    pack(packed);

    assertThatThrownBy(() -> run(at, Thread.currentThread()::interrupt, new Cancellation()))
        .isInstanceOf(InterruptedException.class);

    assertThat(project.ledger().verify()).isInstanceOf(ChainStatus.Missing.class);
  }

  @ParameterizedTest
  @MethodSource("moments")
  void run_cancelled_saysSoAndLeavesNoEntry(String at, boolean packed) {
    pack(packed);
    Cancellation cancellation = new Cancellation();

    assertThatThrownBy(() -> run(at, cancellation::cancel, cancellation))
        .isInstanceOf(RunCancelledException.class);

    assertThat(project.ledger().verify()).isInstanceOf(ChainStatus.Missing.class);
  }

  @ParameterizedTest
  @MethodSource("moments")
  void dryRun_interrupted_isAnInterruptAndNoVerdict(String at, boolean packed) {
    pack(packed);
    RunRequest request = RunRequest.builder().loop("check").dryRun().build();

    assertThatThrownBy(
            () -> {
              LoopRunner runner = interrupting(at, Thread.currentThread()::interrupt);
              if (at.equals("start")) {
                Thread.currentThread().interrupt();
              }
              runner.run(request);
            })
        .isInstanceOf(InterruptedException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void resolveBase_interruptedThread_isAnInterrupt(boolean packed) {
    pack(packed);
    JGitChangeDetector detector = JGitChangeDetector.open(root);

    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> detector.resolveBase(new BaseRequest(null, null, List.of())))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void decide_interruptedThread_isAnInterruptAndNoDecision() throws Exception {
    project.passes();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> Loopgen.gate(root).build().decide())
        .isInstanceOf(InterruptedException.class);
  }

  private void pack(boolean packed) {
    if (packed) {
      project.repository().git("repack", "-adq");
    }
  }

  private void run(String at, Runnable action, Cancellation cancellation) throws Exception {
    RunRequest request = RunRequest.builder().loop("check").cancellation(cancellation).build();
    LoopRunner runner = interrupting(at, action);
    if (at.equals("start")) {
      action.run();
    }
    runner.run(request);
  }

  private LoopRunner interrupting(String at, Runnable action) {
    RunListener listener =
        new RunListener() {

          private String phase = "";

          @Override
          public void phase(Phase phase) {
            this.phase = phase.name();
            if (at.equals(this.phase)) {
              action.run();
            }
          }

          @Override
          public void snapshot(TreeSnapshot snapshot) {
            if (at.equals(phase + ", the snapshot taken")) {
              action.run();
            }
          }
        };
    return Loopgen.runner(root)
        .listener(listener)
        .ids(
            () -> {
              if (at.equals("id")) {
                action.run();
              }
              return "a-run";
            })
        .build();
  }
}
