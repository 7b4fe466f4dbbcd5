package dev.loopgen.core.internal.driven.action;

import java.util.List;

/**
 * An action as the model wrote it. Paths are raw: they may be absolute, lead outside, or name no
 * possible file; whoever applies an action validates them. Immutable.
 */
public sealed interface Action extends ProposedAction {

  /** The most UTF-16 code units of a path, a command, a searched text, or a summary. */
  int MAX_LINE = 1 << 15;

  /** The most replacements of one edit. */
  int MAX_REPLACEMENTS = 100;

  /**
   * Replaces passages of an existing file.
   *
   * @param path the file, as the model wrote it
   * @param replacements at least one, applied in order
   */
  record Edit(String path, List<Replacement> replacements) implements Action {

    public Edit {
      requireLine(path, "path", 1);
      replacements = List.copyOf(replacements);
      if (replacements.isEmpty() || replacements.size() > MAX_REPLACEMENTS) {
        throw new IllegalArgumentException(
            "an edit has 1 to " + MAX_REPLACEMENTS + " replacements, not " + replacements.size());
      }
    }

    @Override
    public String id() {
      return "edit";
    }

    @Override
    public String describe() {
      return OneLine.of("edit " + path + " (" + replacements.size() + ")");
    }
  }

  /**
   * Creates a file or replaces its whole content.
   *
   * @param path the file, as the model wrote it
   * @param content the new content, possibly empty
   */
  record WriteFile(String path, String content) implements Action {

    public WriteFile {
      requireLine(path, "path", 1);
      EncodableText.require(content, "content");
    }

    @Override
    public String id() {
      return "write_file";
    }

    @Override
    public String describe() {
      return OneLine.of("write_file " + path + " (" + content.length() + " characters)");
    }
  }

  /**
   * Deletes a file.
   *
   * @param path the file, as the model wrote it
   */
  record DeleteFile(String path) implements Action {

    public DeleteFile {
      requireLine(path, "path", 1);
    }

    @Override
    public String id() {
      return "delete_file";
    }

    @Override
    public String describe() {
      return OneLine.of("delete_file " + path);
    }
  }

  /**
   * Asks for a file's content in the next prompt.
   *
   * @param path the file, as the model wrote it
   */
  record ReadFile(String path) implements Action {

    public ReadFile {
      requireLine(path, "path", 1);
    }

    @Override
    public String id() {
      return "read_file";
    }

    @Override
    public String describe() {
      return OneLine.of("read_file " + path);
    }
  }

  /**
   * Asks for the names of files in the next prompt.
   *
   * @param path the directory, as the model wrote it; empty for the whole project
   */
  record ListFiles(String path) implements Action {

    public ListFiles {
      requireLine(path, "path", 0);
    }

    @Override
    public String id() {
      return "list_files";
    }

    @Override
    public String describe() {
      return OneLine.of(path.isEmpty() ? "list_files" : "list_files " + path);
    }
  }

  /**
   * Asks for the lines that contain a text in the next prompt.
   *
   * @param text the text, literally; not empty
   */
  record Search(String text) implements Action {

    public Search {
      requireLine(text, "text", 1);
    }

    @Override
    public String id() {
      return "search";
    }

    @Override
    public String describe() {
      return OneLine.of("search " + text);
    }
  }

  /**
   * Asks to run a command.
   *
   * @param command the command line, as the model wrote it; not empty
   */
  record RunCommand(String command) implements Action {

    public RunCommand {
      requireLine(command, "command", 1);
    }

    @Override
    public String id() {
      return "run_command";
    }

    @Override
    public String describe() {
      return OneLine.of("run_command " + command);
    }
  }

  /**
   * Says that the model considers its work done. It proves nothing.
   *
   * @param summary the model's words, possibly empty
   */
  record Finish(String summary) implements Action {

    public Finish {
      requireLine(summary, "summary", 0);
    }

    @Override
    public String id() {
      return "finish";
    }

    @Override
    public String describe() {
      return OneLine.of(summary.isEmpty() ? "finish" : "finish " + summary);
    }
  }

  private static void requireLine(String value, String name, int least) {
    if (value.length() < least) {
      throw new IllegalArgumentException("the " + name + " is empty");
    }
    if (value.length() > MAX_LINE) {
      throw new IllegalArgumentException(
          "the " + name + " has more than " + MAX_LINE + " characters");
    }
  }
}
