package dev.loopgen.api.verify;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** How one command ended. Only an {@link Exited} with code 0 is a pass. */
public sealed interface CommandResult {

  /**
   * Returns the stable name of this kind in files and machine output.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  String id();

  /**
   * Returns the command line.
   *
   * @return the command line as the loop has it
   */
  String command();

  /**
   * Returns how long the command took.
   *
   * @return the wall-clock time of the command alone, zero where it was never started
   */
  Duration duration();

  /**
   * Returns what the command wrote.
   *
   * @return what is kept of its output, or empty where it was never started
   */
  default Optional<CommandOutput> output() {
    return Optional.empty();
  }

  /**
   * Tells whether this command passed.
   *
   * @return true only for an exit code of 0 within the time limit
   */
  default boolean passed() {
    return false;
  }

  /**
   * Says in one sentence how the command ended.
   *
   * @return a sentence for a person, without the command's output
   */
  String describe();

  /**
   * The command ran and exited within its time.
   *
   * @param command the command line
   * @param exitCode the exit code of the shell; 128 plus the signal's number where a signal ended
   *     it
   * @param duration the wall-clock time from its start to its exit
   * @param captured what it wrote
   * @param containment what was left of its processes
   */
  record Exited(
      String command,
      int exitCode,
      Duration duration,
      CommandOutput captured,
      Containment containment)
      implements CommandResult {

    public Exited {
      Objects.requireNonNull(command);
      Objects.requireNonNull(duration);
      Objects.requireNonNull(captured);
      Objects.requireNonNull(containment);
    }

    @Override
    public Optional<CommandOutput> output() {
      return Optional.of(captured);
    }

    @Override
    public String id() {
      return "exited";
    }

    @Override
    public boolean passed() {
      return exitCode == 0;
    }

    @Override
    public String describe() {
      String text = "`" + command + "` exited with code " + exitCode;
      return text + reason().map(reason -> " (" + reason + ")").orElse("");
    }

    /**
     * Says what shells mean by the exit code. A command may use the same code for something else.
     *
     * @return for example {@code command not found}, or the name of a signal; empty for other codes
     */
    public Optional<String> reason() {
      return Optional.ofNullable(ExitReasons.BY_CODE.get(exitCode));
    }
  }

  /**
   * The command did not exit within its time and was killed.
   *
   * @param command the command line
   * @param limit the limit that it met, as the request has it: its own, or that of all commands
   * @param duration the wall-clock time from its start until it was told to end
   * @param captured what it wrote until then
   * @param containment what was left of its processes
   */
  record TimedOut(
      String command,
      Duration limit,
      Duration duration,
      CommandOutput captured,
      Containment containment)
      implements CommandResult {

    public TimedOut {
      Objects.requireNonNull(command);
      Objects.requireNonNull(limit);
      Objects.requireNonNull(duration);
      Objects.requireNonNull(captured);
      Objects.requireNonNull(containment);
    }

    @Override
    public Optional<CommandOutput> output() {
      return Optional.of(captured);
    }

    @Override
    public String id() {
      return "timed-out";
    }

    @Override
    public String describe() {
      return "`"
          + command
          + "` did not end within the time limit of "
          + DurationText.of(limit)
          + " and was killed";
    }
  }

  /**
   * The command was never started.
   *
   * @param command the command line
   * @param reason why, as a clause for a person
   */
  record NotRun(String command, String reason) implements CommandResult {

    public NotRun {
      Objects.requireNonNull(command);
      Objects.requireNonNull(reason);
    }

    @Override
    public String id() {
      return "not-run";
    }

    @Override
    public Duration duration() {
      return Duration.ZERO;
    }

    @Override
    public String describe() {
      return "`" + command + "` was not run: " + reason;
    }
  }
}
