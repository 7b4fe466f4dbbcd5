package dev.loopgen.api.verify;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The result of one command. Only {@link Exited} with code 0 is a pass. */
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
   * @return the command line as in the loop
   */
  String command();

  /**
   * Returns how long the command took.
   *
   * @return the wall-clock time of this command alone; zero if it was never started
   */
  Duration duration();

  /**
   * Returns the retained output of the command.
   *
   * @return its output; empty if it was never started
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
   * Describes how the command ended.
   *
   * @return a clause for people, without the command's output
   */
  String describe();

  /**
   * The command exited within its time limit.
   *
   * @param command the command line
   * @param exitCode the exit code of the shell; 128 plus the signal number if a signal ended it
   * @param duration the wall-clock time from its start to its exit
   * @param captured its retained output
   * @param containment what happened to its remaining processes
   */
  record Exited(
      String command,
      int exitCode,
      Duration duration,
      CommandOutput captured,
      Containment containment)
      implements CommandResult {

    public Exited {
      Objects.requireNonNull(command, "command");
      Objects.requireNonNull(duration, "duration");
      Objects.requireNonNull(captured, "captured");
      Objects.requireNonNull(containment, "containment");
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
     * Returns the conventional meaning of the exit code in shells. A command may use the same code
     * for something else.
     *
     * @return for example {@code command not found}, or the name of a signal; empty for other codes
     */
    public Optional<String> reason() {
      return Optional.ofNullable(ExitReasons.BY_CODE.get(exitCode));
    }
  }

  /**
   * The command exceeded its time limit and was killed.
   *
   * @param command the command line
   * @param limit the exceeded limit, as in the request: its own, or that of all commands
   * @param duration the wall-clock time from its start until it was signalled to end
   * @param captured its retained output until then
   * @param containment what happened to its remaining processes
   */
  record TimedOut(
      String command,
      Duration limit,
      Duration duration,
      CommandOutput captured,
      Containment containment)
      implements CommandResult {

    public TimedOut {
      Objects.requireNonNull(command, "command");
      Objects.requireNonNull(limit, "limit");
      Objects.requireNonNull(duration, "duration");
      Objects.requireNonNull(captured, "captured");
      Objects.requireNonNull(containment, "containment");
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
   * @param reason why, as a clause for people
   */
  record NotRun(String command, String reason) implements CommandResult {

    public NotRun {
      Objects.requireNonNull(command, "command");
      Objects.requireNonNull(reason, "reason");
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
