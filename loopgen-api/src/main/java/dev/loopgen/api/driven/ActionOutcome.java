package dev.loopgen.api.driven;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one action that a model proposed.
 *
 * <p>Names of actions, paths and commands are as the model wrote them, bounded; they may be any
 * text.
 */
public sealed interface ActionOutcome
    permits ActionOutcome.Written,
        ActionOutcome.Deleted,
        ActionOutcome.Ran,
        ActionOutcome.Answered,
        ActionOutcome.Finished,
        ActionOutcome.Proposed,
        ActionOutcome.Blocked {

  /**
   * Returns the action's name.
   *
   * @return for example {@code write_file}
   */
  String action();

  /**
   * Returns what the action is about.
   *
   * @return a path or a command; empty if the action names none
   */
  String subject();

  /**
   * Returns the stable name of this kind in files and machine output.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  String id();

  /**
   * Describes what happened.
   *
   * @return a clause for people
   */
  String describe();

  /**
   * A file was written.
   *
   * @param action the action's name
   * @param subject the path
   * @param before the SHA-256 of the content it replaced, or null if there was no file
   * @param after the SHA-256 of the new content
   */
  record Written(String action, String subject, @Nullable String before, String after)
      implements ActionOutcome {

    public Written {
      Objects.requireNonNull(action);
      Objects.requireNonNull(subject);
      Objects.requireNonNull(after);
    }

    @Override
    public String id() {
      return "written";
    }

    @Override
    public String describe() {
      return after.equals(before) ? "written with the same content" : "written";
    }
  }

  /**
   * A file was removed.
   *
   * @param action the action's name
   * @param subject the path
   * @param before the SHA-256 of its content
   */
  record Deleted(String action, String subject, String before) implements ActionOutcome {

    public Deleted {
      Objects.requireNonNull(action);
      Objects.requireNonNull(subject);
      Objects.requireNonNull(before);
    }

    @Override
    public String id() {
      return "deleted";
    }

    @Override
    public String describe() {
      return "deleted";
    }
  }

  /**
   * A command was run.
   *
   * @param action the action's name
   * @param subject the command
   * @param result how it ended, as a clause
   * @param passed whether it passed
   */
  record Ran(String action, String subject, String result, boolean passed)
      implements ActionOutcome {

    public Ran {
      Objects.requireNonNull(action);
      Objects.requireNonNull(subject);
      Objects.requireNonNull(result);
    }

    @Override
    public String id() {
      return "ran";
    }

    @Override
    public String describe() {
      return result;
    }
  }

  /**
   * A question was answered; nothing was changed.
   *
   * @param action the action's name
   * @param subject the path or text that was asked for
   */
  record Answered(String action, String subject) implements ActionOutcome {

    public Answered {
      Objects.requireNonNull(action);
      Objects.requireNonNull(subject);
    }

    @Override
    public String id() {
      return "answered";
    }

    @Override
    public String describe() {
      return "answered";
    }
  }

  /**
   * The model said that it is done, which proves nothing.
   *
   * @param action the action's name
   * @param subject the model's words
   */
  record Finished(String action, String subject) implements ActionOutcome {

    public Finished {
      Objects.requireNonNull(action);
      Objects.requireNonNull(subject);
    }

    @Override
    public String id() {
      return "finished";
    }

    @Override
    public String describe() {
      return "the model says it is done";
    }
  }

  /**
   * The action would have been carried out, but this is a dry run.
   *
   * @param action the action's name
   * @param subject the path or command
   */
  record Proposed(String action, String subject) implements ActionOutcome {

    public Proposed {
      Objects.requireNonNull(action);
      Objects.requireNonNull(subject);
    }

    @Override
    public String id() {
      return "proposed";
    }

    @Override
    public String describe() {
      return "proposed";
    }
  }

  /**
   * The action was not carried out.
   *
   * @param action the action's name
   * @param subject the path or command
   * @param reason why
   * @param detail the pattern, limit or file that was in the way; empty if there is nothing to add
   */
  record Blocked(String action, String subject, BlockReason reason, String detail)
      implements ActionOutcome {

    public Blocked {
      Objects.requireNonNull(action);
      Objects.requireNonNull(subject);
      Objects.requireNonNull(reason);
      Objects.requireNonNull(detail);
    }

    @Override
    public String id() {
      return "blocked";
    }

    @Override
    public String describe() {
      return "blocked: " + reason.describe() + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
  }
}
