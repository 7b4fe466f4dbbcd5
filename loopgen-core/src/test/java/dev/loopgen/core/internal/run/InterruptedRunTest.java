package dev.loopgen.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RunCancelledException;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.run.Cancellation;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.JavaProcess;
import dev.loopgen.core.fixture.LoopProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run that does not come to its end leaves a journal that says so, and no entry. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
@Tag("slow")
final class InterruptedRunTest {

  @TempDir private Path root;

  @Test
  void run_processKilledInTheMiddle_isReportedByTheNextRun() throws Exception {
    LoopProject project =
        LoopProject.running(root, "if test -f .git/go; then exit 0; fi; touch .git/go; sleep 60");
    Process jvm = start(root);
    await(root.resolve(".git/go"));

    jvm.destroyForcibly().waitFor();
    RunResult next = project.run();

    assertThat(next.passed()).isTrue();
    assertThat(next.warnings()).anyMatch(warning -> warning.contains("left no entry"));
    assertThat(project.ledger().entries()).hasSize(1);
    assertThat(project.run().warnings()).noneMatch(warning -> warning.contains("left no entry"));
    assertThat(journal()).isEmpty();
  }

  @Test
  void run_otherRunStillGoesOn_isNotReportedAsAborted() throws Exception {
    LoopProject project =
        LoopProject.running(root, "if test -f .git/go; then exit 0; fi; touch .git/go; sleep 60");
    Process jvm = start(root);
    await(root.resolve(".git/go"));

    RunResult meanwhile = project.run();

    assertThat(meanwhile.warnings()).noneMatch(warning -> warning.contains("left no entry"));
    assertThat(journal()).hasSize(1);
    jvm.destroyForcibly().waitFor();
  }

  @Test
  void run_cancelledWhileACommandRuns_leavesAnAbortedJournalAndNoEntry() throws Exception {
    LoopProject project = LoopProject.running(root, "sleep 60");
    Cancellation cancellation = new Cancellation();
    RunListener cancelling =
        new RunListener() {
          @Override
          public void started(int index, String command) {
            cancellation.cancel();
          }
        };

    assertThatThrownBy(
            () ->
                Loopgen.runner(root)
                    .listener(cancelling)
                    .build()
                    .run(RunRequest.builder().loop("check").cancellation(cancellation).build()))
        .isInstanceOfSatisfying(
            RunCancelledException.class,
            e -> assertThat(e.reason()).isEqualTo(RunCancelledException.Reason.CANCELLED));

    assertThat(project.ledger().verify()).isInstanceOf(ChainStatus.Missing.class);
    assertThat(journal()).hasSize(1);
    assertThat(Files.readString(journal().get(0))).contains("\"event\":\"aborted\"");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void run_verifierThatFails_leavesAnAbortedJournal() throws Exception {
    LoopProject.running(root, "true");

    assertThatThrownBy(
            () ->
                Loopgen.runner(root)
                    .verifier(
                        request -> {
                          throw new AssertionError("a bug");
                        })
                    .build()
                    .run(RunRequest.of("check")))
        .isInstanceOf(AssertionError.class);

    assertThat(Files.readString(journal().get(0))).contains("aborted", "a bug");
  }

  @Test
  void run_interruptWhenTheEntryIsWritten_hasItsResultAndStaysInterrupted() throws Exception {
    LoopProject project = LoopProject.running(root, "true");
    AuditLedger interrupting = new InterruptingLedger(project.ledger());

    RunResult result =
        Loopgen.runner(root).ledger(interrupting).build().run(RunRequest.of("check"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.entry()).isPresent();
    assertThat(result.report()).isPresent();
    assertThat(journal()).isEmpty();
  }

  @Test
  void run_deadlineAtTheEndOfTime_isNone() throws Exception {
    LoopProject.running(root, "true");

    RunResult result =
        Loopgen.runner(root)
            .build()
            .run(RunRequest.builder().loop("check").deadline(Instant.MAX).build());

    assertThat(result.passed()).isTrue();
  }

  @Test
  void run_deadline_leavesNoThread() throws Exception {
    LoopProject.running(root, "true");

    Loopgen.runner(root)
        .build()
        .run(RunRequest.builder().loop("check").deadline(Instant.now().plusSeconds(600)).build());

    Instant end = Instant.now().plusSeconds(30);
    while (hasOwnThread() && Instant.now().isBefore(end)) {
      Thread.sleep(10);
    }
    assertThat(hasOwnThread()).isFalse();
  }

  private static boolean hasOwnThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("loopgen-"));
  }

  /** Runs a loop in a JVM of its own. */
  public static final class Main {

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
      Loopgen.runner(Path.of(arguments[0])).build().run(RunRequest.of("check"));
    }
  }

  private static Process start(Path project) throws IOException {
    return new ProcessBuilder(JavaProcess.command(List.of(), Main.class, project.toString()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void await(Path file) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(file) && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(file).exists();
  }

  private List<Path> journal() throws IOException {
    Path directory = root.resolve(".loopgen/journal");
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
