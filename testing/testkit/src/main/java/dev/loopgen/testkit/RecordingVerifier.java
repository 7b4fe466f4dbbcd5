package dev.loopgen.testkit;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Containment;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.api.verify.Verifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A fake verifier that runs nothing, records its requests and returns configured exit codes.
 * Thread-safe.
 */
public final class RecordingVerifier implements Verifier {

  private final Map<String, Integer> exitCodes = new HashMap<>();
  private final List<VerificationRequest> requests = new ArrayList<>();
  private final boolean strict;
  private Runnable action = () -> {};

  /** Creates a verifier whose commands all exit with 0, unless set otherwise. */
  public RecordingVerifier() {
    this(false);
  }

  private RecordingVerifier(boolean strict) {
    this.strict = strict;
  }

  /**
   * Creates a verifier that knows no command: one whose exit code was not set with {@link
   * #exiting(String, int)} is an {@link AssertionError}. So a test cannot pass because a loop runs
   * other commands than it thinks.
   *
   * @return the verifier
   */
  public static RecordingVerifier strict() {
    return new RecordingVerifier(true);
  }

  /**
   * Sets the exit code of a command.
   *
   * @param command the command line
   * @param exitCode its exit code
   * @return this verifier
   */
  public synchronized RecordingVerifier exiting(String command, int exitCode) {
    exitCodes.put(command, exitCode);
    return this;
  }

  /**
   * Sets an action to perform instead of the commands, for example an edit of the work tree.
   *
   * @param action runs once in each verification
   * @return this verifier
   */
  public synchronized RecordingVerifier doing(Runnable action) {
    this.action = action;
    return this;
  }

  /**
   * Returns the requests.
   *
   * @return the requests in order
   */
  public synchronized List<VerificationRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public synchronized VerificationResult verify(VerificationRequest request)
      throws InterruptedException {
    if (request.isolation().level() != Isolation.Level.NONE) {
      throw new IsolationException("A verifier that runs nothing cannot isolate anything.");
    }
    request.commands().forEach(this::requireKnown);
    requests.add(request);
    action.run();
    return Verifier.of((command, limit, all) -> exited(command, exitCodes.getOrDefault(command, 0)))
        .verify(request);
  }

  private void requireKnown(String command) {
    if (strict && !exitCodes.containsKey(command)) {
      throw new AssertionError(
          "The strict verifier was asked to run `"
              + command
              + "`, but knows only "
              + exitCodes.keySet().stream().sorted().toList()
              + ". Set its exit code with exiting(command, code), or correct the loop.");
    }
  }

  private static CommandResult exited(String command, int exitCode) {
    String zeros = "0".repeat(64);
    return new CommandResult.Exited(
        command,
        exitCode,
        Duration.ofMillis(1),
        new CommandOutput("", 0, zeros, zeros, 0),
        new Containment(Containment.Level.DESCENDANTS, 0, 0));
  }
}
