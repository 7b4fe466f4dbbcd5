package dev.loopgen.api.verify;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.isolation.Isolation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Runs the commands of a request one after the other with a runner of single commands. */
final class SequentialVerifier implements Verifier {

  private final CommandRunner runner;

  SequentialVerifier(CommandRunner runner) {
    this.runner = Objects.requireNonNull(runner, "runner");
  }

  @Override
  public VerificationResult verify(VerificationRequest request) throws InterruptedException {
    if (request.isolation().level() != Isolation.Level.NONE) {
      throw new IsolationException(
          "This verifier cannot isolate commands. Ask for no isolation, or use another verifier.");
    }
    List<CommandResult> results = new ArrayList<>();
    Duration left = request.runTimeout();
    for (String command : request.commands()) {
      CommandResult result = run(results.size(), command, left, request);
      left = left.minus(result.duration());
      results.add(result);
    }
    return new VerificationResult(results);
  }

  private CommandResult run(int index, String command, Duration left, VerificationRequest request)
      throws InterruptedException {
    CommandListener listener = request.listener();
    if (left.isZero() || left.isNegative()) {
      CommandResult notRun =
          new CommandResult.NotRun(command, "the time limit for all commands together was used up");
      quietly(() -> listener.ended(index, notRun));
      return notRun;
    }
    Duration limit = left.compareTo(request.commandTimeout()) < 0 ? left : request.commandTimeout();
    quietly(() -> listener.started(index, command));
    CommandResult result = runner.run(command, limit, request);
    if (!result.command().equals(command)) {
      throw new IllegalStateException(
          "The runner answered for `" + result.command() + "` instead of `" + command + "`.");
    }
    quietly(() -> listener.ended(index, result));
    return result;
  }

  /** Calls a listener, which must not change a result. */
  private static void quietly(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | AssertionError ofTheListener) {
      return;
    }
  }
}
