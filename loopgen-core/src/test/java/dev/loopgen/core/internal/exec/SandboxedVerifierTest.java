package dev.loopgen.core.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.verify.CommandListener;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Containment;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.api.verify.Verifier;
import dev.loopgen.core.fixture.SandboxScene;
import dev.loopgen.testkit.VerifierContract;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Limits, interrupts, output and the ends of processes in a sandbox. */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
final class SandboxedVerifierTest extends VerifierContract {

  private static final Duration LONG = Duration.ofMinutes(10);

  /** Marks the processes of this test among those of the machine. */
  private final String mark = "mark-" + UUID.randomUUID();

  @BeforeAll
  static void requireBubblewrap() {
    SandboxScene.requireBubblewrap();
  }

  @Override
  protected Verifier verifier() {
    ShellVerifier verifier = ShellVerifier.create();
    return request -> verifier.verify(request.withIsolation(Isolation.of(Isolation.Level.SANDBOX)));
  }

  @Override
  protected String exiting(int code) {
    return "exit " + code;
  }

  @Test
  void limit_ofACommandThatIgnoresSignals_isKeptAndNothingSurvives() throws Exception {
    VerificationResult result =
        verifier()
            .verify(
                request(
                    Duration.ofSeconds(2),
                    LONG,
                    Map.of(),
                    CommandListener.NONE,
                    "trap '' TERM HUP; " + detached() + detached() + "while :; do sleep 1; done",
                    "exit 3"));

    CommandResult first = result.commands().get(0);
    assertThat(first).isInstanceOf(CommandResult.TimedOut.class);
    assertThat(((CommandResult.TimedOut) first).containment().level())
        .isEqualTo(Containment.Level.NAMESPACE);
    assertThat(exitCode(result.commands().get(1))).isEqualTo(3);
    assertThat(isAnyAlive()).isFalse();
  }

  @Test
  void exit_whileDetachedChildrenKeepThePipeOpen_endsThemToo() throws Exception {
    VerificationResult result =
        verifier()
            .verify(request(LONG, LONG, Map.of(), CommandListener.NONE, detached() + "exit 7"));

    CommandResult.Exited exited = (CommandResult.Exited) result.commands().get(0);
    assertThat(exited.exitCode()).isEqualTo(7);
    assertThat(exited.containment().level()).isEqualTo(Containment.Level.NAMESPACE);
    assertThat(exited.containment().survivors()).isZero();
    assertThat(isAnyAlive()).isFalse();
  }

  /** The first process of the namespace is stopped by a debugger, so that it cannot end. */
  @Test
  void exit_whileTheFirstProcessIsHeld_isSurvivedByNothing() throws Exception {
    String attack =
        "perl -e 'exit 1 if syscall("
            + ("aarch64".equals(System.getProperty("os.arch")) ? 117 : 101)
            + ", 16, 1, 0, 0); sleep 600; # "
            + mark
            + "' & sleep 1; exit 0";

    VerificationResult result =
        verifier()
            .verify(request(Duration.ofSeconds(5), LONG, Map.of(), CommandListener.NONE, attack));

    assertThat(containment(result.commands().get(0)).level())
        .isEqualTo(Containment.Level.NAMESPACE);
    assertThat(isAnyAlive()).isFalse();
  }

  @Test
  void interrupt_endsTheVerificationAndTheNamespace() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    CommandListener listener =
        new CommandListener() {
          @Override
          public void output(int index, String text) {
            started.countDown();
          }
        };
    Thread caller =
        new Thread(
            () -> {
              try {
                verifier()
                    .verify(
                        request(LONG, LONG, Map.of(), listener, detached() + "echo go; sleep 600"));
              } catch (InterruptedException | RuntimeException e) {
                thrown.set(e);
              }
            });
    caller.start();
    started.await();

    caller.interrupt();
    caller.join();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(isAnyAlive()).isFalse();
  }

  @Test
  void interrupted_beforeTheProbes_runsNothing() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> verify("exit 0")).isInstanceOf(InterruptedException.class);
  }

  @Test
  void command_tooLongForAnArgument_runsThroughAFile() throws Exception {
    String command = ": " + "x".repeat(90_000) + "\nexit 5";

    assertThat(exitCode(verify(command).commands().get(0))).isEqualTo(5);
  }

  @Test
  void exitCode_ofASignal_is128PlusItsNumber() throws Exception {
    assertThat(verify("kill -9 $$", "kill -TERM $$").commands())
        .extracting(VerifierContract::exitCode)
        .containsExactly(137, 143);
  }

  @Test
  void output_ofMegabytes_isCountedWhole() throws Exception {
    CommandResult result = verify("head -c 20000000 /dev/zero").commands().get(0);

    assertThat(result.output().map(CommandOutput::totalBytes)).contains(20_000_000L);
  }

  /** A process with a session of its own and an empty environment. */
  private String detached() {
    return "setsid env -i sh -c 'sleep 600; : " + mark + "' & ";
  }

  private static Containment containment(CommandResult result) {
    return result instanceof CommandResult.TimedOut late
        ? late.containment()
        : ((CommandResult.Exited) result).containment();
  }

  private boolean isAnyAlive() {
    return ProcessHandle.allProcesses()
        .filter(ProcessHandle::isAlive)
        .anyMatch(
            process ->
                process.info().commandLine().filter(line -> line.contains(mark)).isPresent());
  }
}
