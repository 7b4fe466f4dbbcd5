package dev.loopgen.core.internal.verify;

import dev.loopgen.api.verify.CommandListener;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Containment;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.api.verify.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands through the platform's shell.
 *
 * <p>Output is polled rather than waited for, in the calling thread: a child that keeps the pipe
 * open delays nothing, and no thread is left behind.
 */
public final class ShellVerifier implements Verifier {

  private static final long POLL_MILLIS = 5;
  private static final int SALT_BYTES = 32;
  private static final int MARKER_BYTES = 16;

  private final SecureRandom random;
  private final Shell shell = new Shell();

  private ShellVerifier(SecureRandom random) {
    this.random = random;
  }

  /** Returns a verifier for this platform. */
  public static ShellVerifier create() {
    return new ShellVerifier(new SecureRandom());
  }

  @Override
  public VerificationResult verify(VerificationRequest request) throws InterruptedException {
    Redactor redactor = Redactor.forEnvironment(request.environment());
    Map<String, String> environment = SigningCredentials.removedFrom(request.environment());
    CommandListener listener = new QuietListener(request.listener());
    long end = System.nanoTime() + request.runTimeout().toNanos();
    List<CommandResult> results = new ArrayList<>();
    for (String command : request.commands()) {
      int index = results.size();
      Duration left = Duration.ofNanos(end - System.nanoTime());
      CommandResult result;
      if (left.isNegative() || left.isZero()) {
        result = new CommandResult.NotRun(command, "the time limit of the whole run was used up");
      } else if (!Files.isDirectory(request.directory())) {
        result = new CommandResult.NotRun(command, "the project directory is gone");
      } else {
        listener.started(index, command);
        Duration limit =
            left.compareTo(request.commandTimeout()) < 0 ? left : request.commandTimeout();
        OutputCapture capture =
            new OutputCapture(redactor, bytes(SALT_BYTES), text -> listener.output(index, text));
        result = run(command, request, environment, limit, capture);
      }
      listener.ended(index, result);
      results.add(result);
    }
    return new VerificationResult(results);
  }

  private CommandResult run(
      String command,
      VerificationRequest request,
      Map<String, String> environment,
      Duration limit,
      OutputCapture capture)
      throws InterruptedException {
    long start = System.nanoTime();
    String marker = HexFormat.of().formatHex(bytes(MARKER_BYTES));
    try (Shell.Started started = shell.start(command, request.directory(), environment, marker)) {
      boolean exited;
      try {
        exited = follow(started, start + limit.toNanos(), capture);
      } catch (InterruptedException e) {
        started.tree().terminate();
        throw e;
      }
      Process process = started.process();
      Containment containment =
          exited ? started.tree().killLeftovers() : started.tree().terminate();
      drain(process, capture);
      CommandOutput output = capture.finish();
      Duration duration = Duration.ofNanos(System.nanoTime() - start);
      return exited
          ? new CommandResult.Exited(command, process.exitValue(), duration, output, containment)
          : new CommandResult.TimedOut(command, limit, duration, output, containment);
    }
  }

  /** Reads output until the command exits or its time is up; returns whether it exited. */
  private static boolean follow(Shell.Started started, long deadline, OutputCapture capture)
      throws InterruptedException {
    Process process = started.process();
    byte[] buffer = new byte[Redactor.WINDOW];
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      boolean read = poll(process, buffer, capture);
      if (!read && process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
      if (read && !process.isAlive()) {
        return true;
      }
      if (System.nanoTime() >= deadline) {
        return false;
      }
      if (!read) {
        started.tree().observe();
      }
    }
  }

  /** Reads what has arrived, without waiting; returns whether anything had. */
  private static boolean poll(Process process, byte[] buffer, OutputCapture capture) {
    InputStream in = process.getInputStream();
    try {
      int available = Math.min(in.available(), buffer.length);
      int count = available > 0 ? in.read(buffer, 0, available) : 0;
      if (count > 0) {
        capture.accept(buffer, count);
      }
      return count > 0;
    } catch (IOException closedWhileThePlatformCollectsTheRest) {
      return false;
    }
  }

  /** Reads what the platform collected when the command exited, at most what fits in its pipe. */
  private static void drain(Process process, OutputCapture capture) throws InterruptedException {
    byte[] buffer = new byte[Redactor.WINDOW];
    int idle = 0;
    for (int rounds = 0; idle < 2 && rounds < 64; rounds++) {
      idle = poll(process, buffer, capture) ? 0 : idle + 1;
      if (idle == 1) {
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
