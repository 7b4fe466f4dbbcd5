package dev.loopgen.core.internal.driven.dialect;

import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.Replacement;
import java.util.List;

/** Writes the blocks dialect. */
final class BlocksText {

  private static final String EDIT =
      """
      To change a file, prefer edit: the old lines must be copied exactly and
      occur once; several old/new pairs may follow each other.
      === KEY edit path/of/file
      === KEY old
      the lines to replace
      === KEY new
      the new lines
      === KEY end
      """;

  private static final String WHOLE = "To change a file, write it whole.\n";

  private BlocksText() {}

  static String instructions(Nonce nonce, boolean edits) {
    return ("""
    Act with blocks. Their lines start with `=== KEY ` exactly as shown; nothing in between is
    escaped or fenced."""
            + " "
            + (edits ? EDIT : WHOLE)
            + """
    === KEY write_file path/of/file
    the whole content
    === KEY end
    === KEY delete_file path/of/file
    === KEY read_file path/of/file
    === KEY list_files path/of/directory
    === KEY search text
    === KEY run_command one of the allowed commands
    === KEY finish what you did, in a line
    """)
        .replace("KEY", nonce.value());
  }

  static String write(String reasoning, List<Action> actions, Nonce nonce) {
    StringBuilder out = new StringBuilder(reasoning);
    if (!reasoning.isEmpty() && !reasoning.endsWith("\n")) {
      out.append('\n');
    }
    for (Action action : actions) {
      write(action, nonce.marker(), out);
    }
    return out.toString();
  }

  private static void write(Action action, String marker, StringBuilder out) {
    if (action instanceof Action.WriteFile write) {
      out.append(first(marker, action, write.path()));
      out.append(content(write.content()));
      out.append(marker).append(BlocksForm.END).append(flags(write.path(), write.content()));
      out.append('\n');
    } else if (action instanceof Action.Edit edit) {
      out.append(first(marker, action, edit.path()));
      String flags = "";
      for (Replacement one : edit.replacements()) {
        out.append(marker).append(OpenBlock.OLD).append(flags).append('\n');
        out.append(content(one.search()));
        flags = flags(edit.path(), one.search());
        out.append(marker).append(OpenBlock.NEW).append(flags).append('\n');
        out.append(content(one.replacement()));
        flags = flags(edit.path(), one.replacement());
      }
      out.append(marker).append(BlocksForm.END).append(flags).append('\n');
    } else {
      out.append(first(marker, action, argument(action)));
    }
  }

  private static String first(String marker, Action action, String argument) {
    String written = BlockArgument.write(argument);
    return marker + action.id() + (written.isEmpty() ? "" : " " + written) + "\n";
  }

  private static String argument(Action action) {
    if (action instanceof Action.DeleteFile delete) {
      return delete.path();
    } else if (action instanceof Action.ReadFile read) {
      return read.path();
    } else if (action instanceof Action.ListFiles list) {
      return list.path();
    } else if (action instanceof Action.Search search) {
      return search.text();
    } else if (action instanceof Action.RunCommand run) {
      return run.command();
    }
    return ((Action.Finish) action).summary();
  }

  private static String content(String content) {
    return content.isEmpty() || content.endsWith("\n") ? content : content + "\n";
  }

  private static String flags(String path, String content) {
    String written = content(content);
    String fenced =
        CodeFence.unwrapContent(path, written).equals(written) ? "" : " " + OpenBlock.VERBATIM;
    return written.equals(content) ? fenced : fenced + " " + OpenBlock.WITHOUT_NEWLINE;
  }
}
