package dev.loopgen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.verify.CommandListener;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Containment;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.api.verify.Verifier;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The contract, as JUnit tests, of a {@link Verifier} that runs command lines in a POSIX shell:
 * enforced time limits, bounded and redacted output, and an environment without signing
 * credentials.
 *
 * <p>Time bounds are generous: they only detect a missing result.
 */
public abstract class ShellVerifierContract extends VerifierContract {

  private static final Duration SHORT = Duration.ofMillis(600);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration IN_TIME = Duration.ofSeconds(30);
  private static final int TAIL = 64 << 10;

  /** For subclasses. */
  protected ShellVerifierContract() {}

  @Override
  protected final String exiting(int code) {
    return "exit " + code;
  }

  @ShellTest
  final void exitCode_ofASignal_is128PlusItsNumber() throws Exception {
    VerificationResult result = verify("kill -9 $$", "kill -TERM $$", "exit 255");

    assertThat(result.commands())
        .extracting(VerifierContract::exitCode)
        .containsExactly(137, 143, 255);
  }

  @ShellTest
  final void exitCode_ofAMissingProgram_is127() throws Exception {
    assertThat(exitCode(only(verify("no-such-program-anywhere")))).isEqualTo(127);
  }

  @ShellTest
  final void command_runsInTheDirectory() throws Exception {
    verify("echo here > found");

    assertThat(directory().resolve("found")).hasContent("here");
  }

  @ShellTest
  final void input_isEmpty() throws Exception {
    assertThat(output(verify("cat; echo $?")).tail()).isEqualTo("0\n");
  }

  @ShellTest
  final void output_ofBothStreams_isInterleavedAsItCame() throws Exception {
    assertThat(output(verify("echo a; echo b >&2; echo c")).tail()).isEqualTo("a\nb\nc\n");
  }

  @ShellTest
  final void output_withoutLineFeed_isKept() throws Exception {
    assertThat(output(verify("printf end")).tail()).isEqualTo("end");
  }

  @ShellTest
  final void output_ofAnyBytes_isCountedAndReadAsUtf8() throws Exception {
    CommandOutput output = output(verify("printf 'a\\000b\\377\\303\\251'"));

    assertThat(output.tail()).isEqualTo("a\0b\ufffd\u00e9");
    assertThat(output.totalBytes()).isEqualTo(6);
  }

  @ShellTest
  final void output_longerThanTheTail_losesItsHeadOnly() throws Exception {
    CommandOutput output = output(verify("echo head; head -c 200000 /dev/zero; echo end"));

    assertThat(output.tail()).endsWith("end\n").doesNotContain("head");
    assertThat(output.tail().length()).isBetween(TAIL - 16, TAIL);
    assertThat(output.totalBytes()).isEqualTo(200_009);
  }

  @ShellTest
  final void output_ofAHundredMegabytes_isCountedWhole() throws Exception {
    CommandOutput output = output(verify("yes | head -c 100000000"));

    assertThat(output.totalBytes()).isEqualTo(100_000_000);
    assertThat(output.tail().length()).isLessThanOrEqualTo(TAIL);
  }

  @ShellTest
  final void output_commitment_isOverSaltAndOutput() throws Exception {
    CommandOutput output = output(verify("echo some output"));

    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update("loopgen-out-v1".getBytes(StandardCharsets.US_ASCII));
    sha256.update(HexFormat.of().parseHex(output.salt()));
    sha256.update("some output\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(output.commitment()).isEqualTo(HexFormat.of().formatHex(sha256.digest()));
    assertThat(output.salt()).hasSize(64).isNotEqualTo(output(verify("true")).salt());
  }

  @ShellTest
  final void output_withASecretOfTheEnvironment_isRedactedForListenerAndTail() throws Exception {
    String secret = "s3cr3t-value-0123456789";
    Recording heard = new Recording();

    VerificationResult result =
        verifier()
            .verify(
                request(
                    LONG,
                    LONG,
                    Map.of("MY_TOKEN", secret),
                    heard,
                    "echo \"before $MY_TOKEN after\""));

    assertThat(heard.text()).startsWith("before ").endsWith(" after\n").doesNotContain(secret);
    assertThat(output(result).tail()).isEqualTo(heard.text());
    assertThat(output(result).redactions()).isEqualTo(1);
  }

  @ShellTest
  final void output_withASecretThatTheRequestNames_isRedacted() throws Exception {
    VerificationRequest plain = request(CommandListener.NONE, "echo before hunter2-hunter2 after");
    VerificationRequest request =
        new VerificationRequest(
            plain.directory(),
            plain.commands(),
            plain.commandTimeout(),
            plain.runTimeout(),
            plain.environment(),
            plain.listener(),
            Set.of("hunter2-hunter2"));

    assertThat(output(verifier().verify(request)).tail())
        .startsWith("before ")
        .endsWith(" after\n")
        .doesNotContain("hunter2");
  }

  @ShellTest
  final void listener_hearsAllOutputBetweenStartAndEnd() throws Exception {
    Recording heard = new Recording();

    verifier().verify(request(heard, "yes | head -c 1000000", "echo last"));

    assertThat(heard.text()).hasSize(1_000_005).endsWith("y\nlast\n");
    assertThat(heard.events()).hasSize(4);
  }

  @ShellTest
  final void listener_thatBlocks_doesNotHoldUpTheLimit() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CommandListener blocking =
        new CommandListener() {
          @Override
          public void output(int index, String text) {
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    Instant start = Instant.now();

    VerificationResult result =
        verifier().verify(request(SHORT, SHORT, Map.of(), blocking, "echo x; sleep 60"));

    assertThat(only(result)).isInstanceOf(CommandResult.TimedOut.class);
    assertThat(Duration.between(start, Instant.now())).isLessThan(IN_TIME);
  }

  @ShellTest
  final void environment_isAsGiven() throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("GIVEN", "as  given, é");

    VerificationResult result =
        verifier()
            .verify(
                new VerificationRequest(
                    directory(),
                    List.of("printf '%s|%s' \"$GIVEN\" \"${HOME-unset}\""),
                    LONG,
                    LONG,
                    environment,
                    CommandListener.NONE,
                    Set.of()));

    assertThat(output(result).tail()).startsWith("as  given, ").endsWith("|unset");
  }

  @ShellTest
  final void environment_hasNoSigningCredential() throws Exception {
    Map<String, String> credentials =
        Map.of(
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "request-token-0123456789",
            "ACTIONS_ID_TOKEN_REQUEST_URL", "https://token.example.test/0123456789",
            "SIGSTORE_ID_TOKEN", "sigstore-token-0123456789",
            "COSIGN_PASSWORD", "password-0123456789");
    Recording heard = new Recording();

    VerificationResult result =
        verifier()
            .verify(
                request(LONG, LONG, credentials, heard, "env | cut -d= -f1", "test -n \"$PATH\""));

    assertThat(heard.text().lines()).doesNotContainAnyElementsOf(credentials.keySet());
    assertThat(result.passed()).isTrue();
  }

  @ShellTest
  final void environment_leadsGitToNoOtherRepository() throws Exception {
    Map<String, String> variables =
        Map.of(
            "GIT_DIR", "/elsewhere/.git",
            "GIT_WORK_TREE", "/elsewhere",
            "GIT_INDEX_FILE", "/elsewhere/.git/index.lock",
            "GIT_OBJECT_DIRECTORY", "/elsewhere/.git/objects",
            "GIT_CONFIG_PARAMETERS", "'core.bare=true'",
            "GIT_PREFIX", "src/",
            "GIT_AUTHOR_NAME", "Ada");
    Recording heard = new Recording();

    verifier()
        .verify(request(LONG, LONG, variables, heard, "env | grep ^GIT_ | cut -d= -f1 | sort"));

    assertThat(heard.text().lines())
        .contains("GIT_AUTHOR_NAME")
        .doesNotContain(
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_OBJECT_DIRECTORY",
            "GIT_CONFIG_PARAMETERS",
            "GIT_PREFIX");
  }

  @ShellTest
  final void limit_ofACommandThatIgnoresSignals_isKeptAndTheNextCommandRuns() throws Exception {
    VerificationResult result =
        verifier()
            .verify(
                request(
                    SHORT,
                    LONG,
                    Map.of(),
                    CommandListener.NONE,
                    "trap '' TERM INT HUP; echo started; sleep 60; sleep 60",
                    "exit 3"));

    assertThat(result.commands().get(0)).isInstanceOf(CommandResult.TimedOut.class);
    CommandResult.TimedOut timedOut = (CommandResult.TimedOut) result.commands().get(0);
    assertThat(timedOut.limit()).isEqualTo(SHORT);
    assertThat(timedOut.captured().tail()).isEqualTo("started\n");
    assertThat(timedOut.duration()).isBetween(SHORT, IN_TIME);
    assertThat(exitCode(result.commands().get(1))).isEqualTo(3);
  }

  @ShellTest
  final void limit_ofACommandThatNeverStopsWriting_isKept() throws Exception {
    VerificationResult result =
        verifier().verify(request(SHORT, LONG, Map.of(), CommandListener.NONE, "yes"));

    CommandResult.TimedOut timedOut = (CommandResult.TimedOut) only(result);
    assertThat(timedOut.duration()).isLessThan(IN_TIME);
    assertThat(timedOut.captured().totalBytes()).isPositive();
  }

  @ShellTest
  final void limit_reached_killsGrandchildren() throws Exception {
    VerificationResult result =
        verifier()
            .verify(
                request(
                    SHORT,
                    LONG,
                    Map.of(),
                    CommandListener.NONE,
                    "sh -c 'trap \"\" TERM; sleep 60 & echo $! > pid; wait; sleep 60'"));

    assertThat(only(result)).isInstanceOf(CommandResult.TimedOut.class);
    assertGone(pid("pid"));
  }

  @ShellTest
  final void limit_ofTheWholeRun_leavesTheRestNotRun() throws Exception {
    VerificationResult result =
        verifier()
            .verify(
                request(
                    LONG, SHORT, Map.of(), CommandListener.NONE, "sleep 60", "touch ran", "true"));

    assertThat(result.passed()).isFalse();
    assertThat(result.commands().get(0)).isInstanceOf(CommandResult.TimedOut.class);
    assertThat(((CommandResult.TimedOut) result.commands().get(0)).limit()).isEqualTo(SHORT);
    assertThat(result.commands().subList(1, 3)).hasOnlyElementsOfType(CommandResult.NotRun.class);
    assertThat(directory().resolve("ran")).doesNotExist();
  }

  @ShellTest
  final void limit_ofACommandAfterOneThatMetItsOwn_isWhole() throws Exception {
    VerificationResult result =
        verifier()
            .verify(
                request(
                    SHORT,
                    SHORT.multipliedBy(2),
                    Map.of(),
                    CommandListener.NONE,
                    "trap '' TERM; sleep 60; sleep 60",
                    "sleep 0.1; exit 3"));

    assertThat(exitCode(result.commands().get(1))).isEqualTo(3);
  }

  @ShellTest
  final void exit_whileAChildKeepsThePipeOpen_isNoticedAtOnceAndTheChildIsKilled()
      throws Exception {
    VerificationResult result = verify("sleep 60 & echo $! > pid; echo done");

    CommandResult.Exited exited = (CommandResult.Exited) only(result);
    assertThat(exited.exitCode()).isZero();
    assertThat(exited.duration()).isLessThan(IN_TIME);
    assertThat(exited.captured().tail()).isEqualTo("done\n");
    if (exited.containment().level() != Containment.Level.DESCENDANTS) {
      assertThat(exited.containment().leftovers()).isPositive();
      assertGone(pid("pid"));
    }
  }

  @ShellTest
  final void exit_whileAChildGoesOnWriting_isNoticedAtOnce() throws Exception {
    CommandResult.Exited exited = (CommandResult.Exited) only(verify("yes & echo done; exit 4"));

    assertThat(exited.exitCode()).isEqualTo(4);
    assertThat(exited.duration()).isLessThan(IN_TIME);
  }

  @ShellTest
  final void child_thatDetached_delaysNothing() throws Exception {
    VerificationResult result =
        verify("nohup sh -c 'echo $$ > pid; exec sleep 60' & while ! test -s pid; do :; done");

    CommandResult.Exited exited = (CommandResult.Exited) only(result);
    assertThat(exited.exitCode()).isZero();
    assertThat(exited.duration()).isLessThan(IN_TIME);
    if (exited.containment().level() == Containment.Level.MARKER) {
      assertGone(pid("pid"));
    }
  }

  @ShellTest
  final void interrupt_endsTheVerificationAndKillsTheProcesses() throws Exception {
    AtomicBoolean interrupted = new AtomicBoolean();
    VerificationRequest request =
        request(CommandListener.NONE, "sleep 60 & echo $! > pid; wait; sleep 60", "touch ran");
    Thread caller =
        new Thread(
            () -> {
              try {
                verifier().verify(request);
              } catch (InterruptedException e) {
                interrupted.set(true);
              }
            });
    caller.start();
    long child = pid("pid");

    caller.interrupt();

    caller.join(IN_TIME.toMillis());
    assertThat(interrupted).isTrue();
    assertGone(child);
    assertThat(directory().resolve("ran")).doesNotExist();
  }

  private static CommandResult only(VerificationResult result) {
    assertThat(result.commands()).hasSize(1);
    return result.commands().get(0);
  }

  private static CommandOutput output(VerificationResult result) {
    CommandResult last = result.commands().get(result.commands().size() - 1);
    assertThat(last).isInstanceOf(CommandResult.Exited.class);
    return last.output().orElseThrow();
  }

  /** Waits until a command has written a process id. */
  private long pid(String name) throws IOException, InterruptedException {
    Path file = directory().resolve(name);
    Instant end = Instant.now().plus(IN_TIME);
    while (Instant.now().isBefore(end)) {
      String text = Files.exists(file) ? Files.readString(file) : "";
      if (text.endsWith("\n")) {
        return Long.parseLong(text.strip());
      }
      Thread.sleep(10);
    }
    throw new AssertionError("no command wrote " + file);
  }

  private static void assertGone(long pid) throws InterruptedException {
    Instant end = Instant.now().plus(IN_TIME);
    while (isRunning(pid) && Instant.now().isBefore(end)) {
      Thread.sleep(10);
    }
    assertThat(isRunning(pid)).as("process %s runs", pid).isFalse();
  }

  /**
   * Tells whether a process runs. A killed orphan that nobody reaps remains as a zombie, which does
   * not count.
   */
  private static boolean isRunning(long pid) {
    boolean present = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    if (!present) {
      return false;
    }
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException noSuchFile) {
      return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
  }

  /** A test of commands in a POSIX shell, with a timeout so that it cannot hang the build. */
  @Test
  @Timeout(120)
  @DisabledOnOs(OS.WINDOWS)
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface ShellTest {}
}
