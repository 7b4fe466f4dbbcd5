package dev.loopgen.core.internal.exec;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.verify.CommandListener;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Containment;
import dev.loopgen.api.verify.OutputCapture;
import dev.loopgen.api.verify.Redactor;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.api.verify.Verifier;
import dev.loopgen.core.internal.export.Overlay;
import dev.loopgen.core.internal.flight.FlightEvents;
import dev.loopgen.core.internal.isolation.MountedExport;
import dev.loopgen.core.internal.isolation.Sandbox;
import dev.loopgen.core.internal.isolation.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs commands through the platform's shell.
 *
 * <p>The calling thread polls the output, so a child that keeps the pipe open delays nothing.
 * Listeners are called in a second thread, which ends with the verification; a slow listener delays
 * only the reading of output.
 */
public final class ShellVerifier implements Verifier {

  /** The environment variable that every command has which is run here. */
  public static final String RUN_MARKER = ProcessTree.MARKER;

  private static final long POLL_MILLIS = 5;

  /**
   * How often an empty pipe is polled again without a pause, because its writer is likely to
   * continue.
   */
  private static final int EAGER_POLLS = 20;

  private static final long EAGER_POLL_NANOS = 50_000;
  private static final long DRAIN_BYTES = 16 << 20;
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(1);
  private static final Duration LISTENER_GRACE = Duration.ofSeconds(1);
  private static final Duration MAX_LIMIT = Duration.ofDays(10_000);
  private static final int MARKER_BYTES = 16;
  private static final int CHUNK = 64 << 10;

  private final SecureRandom random;
  private final Shell shell;

  private ShellVerifier(SecureRandom random, ProcessTable table) {
    this.random = random;
    this.shell = new Shell(table);
  }

  /** Returns a verifier for this platform. */
  public static ShellVerifier create() {
    return following(ProcessTable.ofMachine());
  }

  /** Returns a verifier that finds leftover processes in a process table. */
  static ShellVerifier following(ProcessTable table) {
    return new ShellVerifier(new SecureRandom(), table);
  }

  @Override
  public VerificationResult verify(VerificationRequest request) throws InterruptedException {
    Map<String, String> environment = request.commandEnvironment();
    return switch (request.isolation().level()) {
      case NONE -> verify(request, environment, Optional.empty(), ReachedIsolation.NONE);
      case SANDBOX -> verifyInSandbox(request, IsolatedVariables.of(environment), Optional.empty());
      case EXPORT ->
          throw new IsolationException(
              "Commands cannot be run in an export, because the request names no tree to export."
                  + " Use a runner, which exports the judged tree.");
    };
  }

  /**
   * Runs the commands over an export, which they see in place of the work tree.
   *
   * @throws IsolationException if the isolation cannot be reached; no command was run
   * @throws InterruptedException as {@link #verify(VerificationRequest)}
   */
  public VerificationResult verify(VerificationRequest request, Overlay overlay)
      throws InterruptedException {
    Map<String, String> environment = request.commandEnvironment();
    return verifyInSandbox(request, IsolatedVariables.of(environment), Optional.of(overlay));
  }

  private VerificationResult verifyInSandbox(
      VerificationRequest request, Map<String, String> environment, Optional<Overlay> overlay)
      throws InterruptedException {
    try (Sandbox sandbox =
        Sandbox.open(request.isolation(), request.directory(), environment, overlay)) {
      return verify(request, environment, Optional.of(sandbox), sandbox.reached());
    }
  }

  /**
   * Runs the commands over an export that is mounted in place of the work tree. Nothing else about
   * them differs from commands without isolation.
   *
   * @throws InterruptedException as {@link #verify(VerificationRequest)}
   */
  public VerificationResult verify(VerificationRequest request, MountedExport mounted)
      throws InterruptedException {
    Map<String, String> environment = request.commandEnvironment();
    return verify(request, environment, Optional.of(mounted), ReachedIsolation.NONE);
  }

  private VerificationResult verify(
      VerificationRequest request,
      Map<String, String> environment,
      Optional<Surroundings> around,
      ReachedIsolation reached)
      throws InterruptedException {
    long end = System.nanoTime() + nanos(request.runTimeout());
    ListenerThread listening = ListenerThread.start();
    boolean completed = false;
    try {
      List<CommandResult> results =
          new Verification(request, environment, around, listening).runAll();
      completed = true;
      return new VerificationResult(results, reached);
    } finally {
      long left = completed ? Math.max(0, end - System.nanoTime()) : 0;
      listening.finish(left + LISTENER_GRACE.toNanos());
    }
  }

  private static long nanos(Duration limit) {
    return (limit.compareTo(MAX_LIMIT) < 0 ? limit : MAX_LIMIT).toNanos();
  }

  /** One call of the verifier. */
  private final class Verification {

    private final VerificationRequest request;
    private final ListenerThread listening;
    private final CommandListener listener;
    private final Redactor redactor;
    private final Map<String, String> environment;
    private final Optional<Surroundings> around;

    /** The remaining time of the limit for all commands. Only running commands use it up. */
    private long left;

    Verification(
        VerificationRequest request,
        Map<String, String> environment,
        Optional<Surroundings> around,
        ListenerThread listening) {
      this.request = request;
      this.environment = environment;
      this.around = around;
      this.listening = listening;
      left = nanos(request.runTimeout());
      listener = new SafeCommandListener(request.listener());
      redactor = request.redactor();
    }

    List<CommandResult> runAll() throws InterruptedException {
      List<CommandResult> results = new ArrayList<>();
      for (String command : request.commands()) {
        int index = results.size();
        CommandResult result = FlightEvents.command(index, redactor, () -> runOne(index, command));
        listening.call(() -> listener.ended(index, result));
        results.add(result);
      }
      return results;
    }

    private CommandResult runOne(int index, String command) throws InterruptedException {
      if (left <= 0) {
        return new CommandResult.NotRun(
            command, "the time limit for all commands together was used up");
      }
      if (!Files.isDirectory(request.directory())) {
        return new CommandResult.NotRun(command, "the project directory is gone");
      }
      Optional<String> refusal = Shell.refusal(command);
      if (refusal.isPresent()) {
        return new CommandResult.NotRun(command, refusal.get());
      }
      listening.call(() -> listener.started(index, command));
      OutputCapture capture =
          new OutputCapture(redactor, text -> listening.call(() -> listener.output(index, text)));
      return run(command, capture);
    }

    private CommandResult run(String command, OutputCapture capture) throws InterruptedException {
      long limit = Math.min(left, limitOfEach());
      String marker = newMarker();
      try (Shell.Started started =
          shell.start(command, request.directory(), environment, marker, around)) {
        boolean exited;
        long start = System.nanoTime();
        try {
          exited = follow(started, start + limit, capture);
        } catch (InterruptedException | RuntimeException | Error e) {
          started.tree().terminate();
          throw e;
        }
        long took = System.nanoTime() - start;
        Duration met = left < limitOfEach() ? request.runTimeout() : request.commandTimeout();
        left -= Math.min(took, limit);
        Containment containment =
            exited ? started.tree().killLeftovers() : started.tree().terminate();
        drain(started.process(), capture);
        CommandOutput output = capture.finish();
        Duration duration = Duration.ofNanos(took);
        return exited
            ? new CommandResult.Exited(
                command, started.process().exitValue(), duration, output, containment)
            : new CommandResult.TimedOut(command, met, duration, output, containment);
      }
    }

    private long limitOfEach() {
      return nanos(request.commandTimeout());
    }

    /** Reads output until the command exits or times out; returns whether it exited. */
    private boolean follow(Shell.Started started, long deadline, OutputCapture capture)
        throws InterruptedException {
      Process process = started.process();
      byte[] buffer = new byte[CHUNK];
      for (int idle = 0; process.isAlive(); ) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (System.nanoTime() - deadline >= 0) {
          return false;
        }
        idle = listening.hasRoom() && poll(process, buffer, capture) > 0 ? 0 : idle + 1;
        if (idle > EAGER_POLLS) {
          process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } else if (idle > 0) {
          LockSupport.parkNanos(EAGER_POLL_NANOS);
        }
        started.tree().observe();
      }
      return true;
    }
  }

  /** Reads the available output without waiting; returns the number of bytes. */
  private static int poll(Process process, byte[] buffer, OutputCapture capture) {
    InputStream in = process.getInputStream();
    try {
      int available = Math.min(in.available(), buffer.length);
      int count = available > 0 ? in.read(buffer, 0, available) : 0;
      if (count > 0) {
        capture.accept(buffer, count);
      }
      return count;
    } catch (IOException closedWhileThePlatformCollectsTheRest) {
      return 0;
    }
  }

  /**
   * Reads the remaining output after the command has ended: what the platform buffered and what is
   * still in the pipe. Output that surviving processes write later is not read.
   */
  private static void drain(Process process, OutputCapture capture) throws InterruptedException {
    byte[] buffer = new byte[CHUNK];
    long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
    long left = DRAIN_BYTES;
    for (int idle = 0; idle < 2 && left > 0 && System.nanoTime() - deadline < 0; ) {
      int count = poll(process, buffer, capture);
      left -= count;
      idle = count > 0 ? 0 : idle + 1;
      if (idle == 1) {
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  private String newMarker() {
    byte[] bytes = new byte[MARKER_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
