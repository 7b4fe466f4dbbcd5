package dev.loopgen.api.run;

import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.verify.CommandResult;
import java.util.List;
import java.util.Objects;

/** One reason why a run did not pass. */
public sealed interface Failure
    permits Failure.CommandFailed,
        Failure.NothingVerified,
        Failure.ForbiddenPath,
        Failure.SpecChanged,
        Failure.CommandFileChanged,
        Failure.TreeDrifted,
        Failure.Rewritten,
        Failure.RepositoryDrifted,
        Failure.Opaque,
        Failure.NotAchieved,
        TestFailure {

  /**
   * Returns the stable name of this kind in files and machine output.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  String id();

  /**
   * Describes what is wrong and what to do.
   *
   * @return one or two sentences for people; names are escaped, command lines are as in the spec
   */
  String describe();

  /**
   * Says what to do about it, for a person or a program that changes files.
   *
   * @return one or two sentences; where {@link #describe()} says what to do, the same
   */
  default String remedy() {
    return "Undo that, and run the loop again.";
  }

  /**
   * A command did not pass.
   *
   * @param result the result of the command
   */
  record CommandFailed(CommandResult result) implements Failure {

    public CommandFailed {
      Objects.requireNonNull(result, "result");
    }

    @Override
    public String id() {
      return "command-failed";
    }

    @Override
    public String describe() {
      return "Command " + result.describe() + ".";
    }

    @Override
    public String remedy() {
      return "Correct what its output names, and run the loop again.";
    }
  }

  /** The loop has no command, so nothing was verified. */
  record NothingVerified() implements Failure {

    @Override
    public String id() {
      return "nothing-verified";
    }

    @Override
    public String describe() {
      return "The loop has no command, so nothing was verified. " + remedy();
    }

    @Override
    public String remedy() {
      return "Add one to verification.commands.";
    }
  }

  /**
   * A forbidden path differs from the base, the last accepted run or the trusted revision.
   *
   * @param path the path, relative to the repository, as git spells it; the pattern if only a
   *     digest of the earlier state is known
   * @param pattern the pattern that forbids it
   * @param detail what happened to it, as a clause for people
   */
  record ForbiddenPath(String path, String pattern, String detail) implements Failure {

    public ForbiddenPath {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(pattern, "pattern");
      Objects.requireNonNull(detail, "detail");
    }

    @Override
    public String id() {
      return "forbidden-path";
    }

    @Override
    public String describe() {
      return "Forbidden path " + path + " (pattern " + pattern + "): " + detail + ".";
    }

    @Override
    public String remedy() {
      return "Restore it as it was, and leave it alone.";
    }
  }

  /**
   * The spec in the work tree is not the one of the base.
   *
   * @param expected the digest of the expected loop
   * @param found the digest of the loop in the work tree, or a description of what is there instead
   */
  record SpecChanged(String expected, String found) implements Failure {

    public SpecChanged {
      Objects.requireNonNull(expected, "expected");
      Objects.requireNonNull(found, "found");
    }

    @Override
    public String id() {
      return "spec-changed";
    }

    @Override
    public String describe() {
      return "The loop spec in the work tree ("
          + found
          + ") is not the one of the base ("
          + expected
          + "); the base's was used. "
          + remedy();
    }

    @Override
    public String remedy() {
      return found.matches("[0-9a-f]{64}")
          ? "Have the change of the spec reviewed on its own, or adopt its digest."
          : "Restore the spec, or have its change reviewed on its own; a sparse checkout must"
              + " include it.";
    }
  }

  /**
   * The change under test edits a file that determines what a command does: one that it names, or
   * one that its tool reads.
   *
   * @param path the file
   * @param part the relevant part of the file, for example {@code scripts.test}; empty for the
   *     whole file
   * @param command the command
   */
  record CommandFileChanged(RepoPath path, String part, String command) implements Failure {

    public CommandFileChanged {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(part, "part");
      Objects.requireNonNull(command, "command");
    }

    /**
     * Creates the failure for a whole file.
     *
     * @param path the file
     * @param command the command
     */
    public CommandFileChanged(RepoPath path, String command) {
      this(path, "", command);
    }

    @Override
    public String id() {
      return "command-file-changed";
    }

    @Override
    public String describe() {
      return "The change under test edits "
          + path
          + (part.isEmpty() ? "" : " (" + part + ")")
          + ", which the command `"
          + command
          + "` runs. "
          + remedy();
    }

    @Override
    public String remedy() {
      return "Have that edit reviewed on its own, then acknowledge it at the base.";
    }
  }

  /**
   * The tree changed while the commands ran.
   *
   * @param change the difference
   */
  record TreeDrifted(PathChange change) implements Failure {

    public TreeDrifted {
      Objects.requireNonNull(change, "change");
    }

    @Override
    public String id() {
      return "tree-drifted";
    }

    @Override
    public String describe() {
      return change.path() + " was " + change.verb() + " while the commands ran.";
    }
  }

  /**
   * A file was written while the commands ran and now has its old content: other content may have
   * been tested.
   *
   * @param path the file
   * @param commands the candidates, one of which wrote it
   */
  record Rewritten(RepoPath path, List<String> commands) implements Failure {

    /** Copies the list. */
    public Rewritten {
      Objects.requireNonNull(path, "path");
      commands = List.copyOf(commands);
    }

    @Override
    public String id() {
      return "rewritten";
    }

    @Override
    public String describe() {
      String by =
          commands.isEmpty()
              ? "the commands"
              : (commands.size() == 1 ? "" : "one of ")
                  + String.join(
                      ", ", commands.stream().map(command -> "`" + command + "`").toList());
      return path + " was written and then restored while " + by + " ran. " + remedy();
    }

    @Override
    public String remedy() {
      return "If a formatter does that, list the file under verification.rewrites in the spec of"
          + " the base.";
    }
  }

  /**
   * Something else changed while the commands ran: HEAD, a ref, the ledger or the project itself.
   *
   * @param what what changed, as a clause for people
   */
  record RepositoryDrifted(String what) implements Failure {

    public RepositoryDrifted {
      Objects.requireNonNull(what, "what");
    }

    @Override
    public String id() {
      return "repository-drifted";
    }

    @Override
    public String describe() {
      return what + " while the commands ran.";
    }
  }

  /**
   * A part of the tree could not be examined, although a pattern may match something in it.
   *
   * @param path the directory
   * @param pattern the pattern that may match something inside
   */
  record Opaque(RepoPath path, String pattern) implements Failure {

    public Opaque {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(pattern, "pattern");
    }

    @Override
    public String id() {
      return "opaque-path";
    }

    @Override
    public String describe() {
      return path
          + " is a nested repository whose content cannot be verified, and the pattern "
          + pattern
          + " may match something in it.";
    }

    @Override
    public String remedy() {
      return "Remove the nested repository, or make it a submodule at the base.";
    }
  }

  /**
   * The model that was to make the change did not get it verified.
   *
   * @param reason why it stopped
   */
  record NotAchieved(StopReason reason) implements Failure {

    public NotAchieved {
      Objects.requireNonNull(reason);
    }

    @Override
    public String id() {
      return "not-achieved";
    }

    @Override
    public String describe() {
      return reason.describe();
    }

    @Override
    public String remedy() {
      return "Make the change yourself, or let the model try again.";
    }
  }
}
