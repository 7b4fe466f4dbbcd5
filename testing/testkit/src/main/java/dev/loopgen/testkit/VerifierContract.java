package dev.loopgen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.verify.CommandListener;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.api.verify.Verifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of {@link Verifier} as JUnit tests. Extend it and define how to create a verifier.
 *
 * <p>Covers what applies to any verifier, even one that starts no process. {@link
 * ShellVerifierContract} adds the requirements for running command lines in a shell.
 */
public abstract class VerifierContract {

  @TempDir private Path directory = Path.of(".");

  /** For subclasses. */
  protected VerifierContract() {}

  /**
   * Creates a verifier.
   *
   * @return a verifier that runs the commands of {@link #exiting(int)}
   */
  protected abstract Verifier verifier();

  /**
   * Returns a command line.
   *
   * @param code an exit code from 0 to 3
   * @return a command line that only exits with this code
   */
  protected abstract String exiting(int code);

  /**
   * Returns the working directory of the commands.
   *
   * @return an empty directory for this test
   */
  protected final Path directory() {
    return directory;
  }

  @Test
  final void verify_commandsThatExitWithZero_pass() throws Exception {
    VerificationResult result = verify(exiting(0), exiting(0));

    assertThat(result.passed()).isTrue();
  }

  @Test
  final void verify_oneCommandFails_doesNotPassAndEveryCommandRan() throws Exception {
    VerificationResult result = verify(exiting(0), exiting(3), exiting(0), exiting(1));

    assertThat(result.passed()).isFalse();
    assertThat(result.commands())
        .extracting(VerifierContract::exitCode)
        .containsExactly(0, 3, 0, 1);
  }

  @Test
  final void verify_results_areInTheOrderOfTheCommands() throws Exception {
    VerificationResult result = verify(exiting(2), exiting(0), exiting(1));

    assertThat(result.commands())
        .extracting(CommandResult::command)
        .containsExactly(exiting(2), exiting(0), exiting(1));
  }

  @Test
  final void verify_noCommands_doesNotPass() throws Exception {
    VerificationResult result = verify();

    assertThat(result.commands()).isEmpty();
    assertThat(result.passed()).isFalse();
  }

  @Test
  final void listener_hearsStartAndEndOfEachCommandInOrder() throws Exception {
    Recording heard = new Recording();

    VerificationResult result = verifier().verify(request(heard, exiting(0), exiting(1)));

    assertThat(heard.events())
        .containsExactly(
            "started 0 " + exiting(0),
            "ended 0 " + exiting(0),
            "started 1 " + exiting(1),
            "ended 1 " + exiting(1));
    assertThat(heard.results()).isEqualTo(result.commands());
  }

  @Test
  final void isolation_thatIsAskedFor_isReachedOrNothingRuns() throws Exception {
    Isolation sandbox = Isolation.of(Isolation.Level.SANDBOX);
    Recording heard = new Recording();
    boolean reached;
    try {
      VerificationResult result =
          verifier().verify(request(heard, exiting(0)).withIsolation(sandbox));
      reached = result.isolation().satisfies(sandbox);
    } catch (IsolationException refused) {
      reached = heard.events().isEmpty();
    }

    assertThat(reached).isTrue();
  }

  @Test
  final void listener_thatThrows_changesNothing() throws Exception {
    CommandListener failing =
        new CommandListener() {
          @Override
          public void started(int index, String command) {
            throw new IllegalStateException("started");
          }

          @Override
          public void output(int index, String text) {
            throw new IllegalStateException("output");
          }

          @Override
          public void ended(int index, CommandResult result) {
            throw new AssertionError("ended");
          }
        };

    VerificationResult result = verifier().verify(request(failing, exiting(0), exiting(2)));

    assertThat(result.commands()).extracting(VerifierContract::exitCode).containsExactly(0, 2);
  }

  /**
   * Runs commands with generous limits and this process's environment.
   *
   * @param commands the command lines
   * @return their results
   * @throws InterruptedException if the test is interrupted
   */
  protected final VerificationResult verify(String... commands) throws InterruptedException {
    return verifier().verify(request(CommandListener.NONE, commands));
  }

  /**
   * Creates a request with generous limits and this process's environment.
   *
   * @param listener receives their progress
   * @param commands the command lines
   * @return the request
   */
  protected final VerificationRequest request(CommandListener listener, String... commands) {
    return request(Duration.ofMinutes(1), Duration.ofMinutes(2), Map.of(), listener, commands);
  }

  /**
   * Creates a request.
   *
   * @param each the limit of each command
   * @param all the limit of all commands together
   * @param variables additions to this process's environment
   * @param listener receives their progress
   * @param commands the command lines
   * @return the request
   */
  protected final VerificationRequest request(
      Duration each,
      Duration all,
      Map<String, String> variables,
      CommandListener listener,
      String... commands) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(variables);
    return new VerificationRequest(
        directory, List.of(commands), each, all, environment, listener, Set.of());
  }

  /**
   * Returns the exit code of a command.
   *
   * @param result its result
   * @return its exit code, or -1 if it has none
   */
  protected static int exitCode(CommandResult result) {
    return result instanceof CommandResult.Exited exited ? exited.exitCode() : -1;
  }

  /** A listener that records its calls. Thread-safe. */
  protected static final class Recording implements CommandListener {

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final List<CommandResult> results = Collections.synchronizedList(new ArrayList<>());
    private final StringBuffer text = new StringBuffer();

    /** Creates a listener without calls. */
    public Recording() {}

    @Override
    public void started(int index, String command) {
      events.add("started " + index + " " + command);
    }

    @Override
    public void output(int index, String output) {
      text.append(output);
    }

    @Override
    public void ended(int index, CommandResult result) {
      events.add("ended " + index + " " + result.command());
      results.add(result);
    }

    /**
     * Returns the starts and ends of commands.
     *
     * @return one line each, in order
     */
    public List<String> events() {
      return List.copyOf(events);
    }

    /**
     * Returns the results of the commands that ended.
     *
     * @return the results in order
     */
    public List<CommandResult> results() {
      return List.copyOf(results);
    }

    /**
     * Returns the output of all commands.
     *
     * @return the text in order of arrival
     */
    public String text() {
      return text.toString();
    }
  }
}
