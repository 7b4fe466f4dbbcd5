package dev.loopgen.core.internal.driven.dialect;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.MalformedAction;
import dev.loopgen.core.internal.driven.action.ProposedAction;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The text after an action's name: as it is, or as a JSON string where that would be unclear. */
final class BlockArgument {

  private static final Set<String> EXAMPLES = Set.of("path/of/file", "path/of/directory", "...");

  private BlockArgument() {}

  /** Writes an argument so that {@link #read} reads it back. */
  static String write(String value) {
    boolean plain =
        value.equals(value.strip())
            && !value.startsWith("\"")
            && !(value.length() > 1 && value.startsWith("`") && value.endsWith("`"))
            && !Thinking.ends(value)
            && value.codePoints().noneMatch(BlockArgument::needsQuotes);
    return plain ? value : Json.of(value).text().replace("<", "\\u003c").replace("[", "\\u005b");
  }

  private static boolean needsQuotes(int point) {
    return Character.isISOControl(point)
        || point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  /**
   * Reads an argument.
   *
   * @throws IllegalArgumentException if it starts as a JSON string and is none
   */
  static String read(String argument) {
    if (argument.length() > 1 && argument.startsWith("`") && argument.endsWith("`")) {
      return argument.substring(1, argument.length() - 1);
    }
    if (!argument.startsWith("\"")) {
      return argument;
    }
    try {
      if (Json.parse(argument.getBytes(StandardCharsets.UTF_8)) instanceof Json.Text text) {
        return text.value();
      }
      throw new IllegalArgumentException("the text in quotes is not a string");
    } catch (InvalidJsonException invalid) {
      throw new IllegalArgumentException("of the text in quotes: " + invalid.getMessage(), invalid);
    }
  }

  /** Reads a path. Models repeat their instructions; the paths of examples are none. */
  static String path(String argument) {
    String path = read(argument);
    if (EXAMPLES.contains(path)) {
      throw new IllegalArgumentException("the path is that of an example");
    }
    return path;
  }

  /** Reads an action that consists of a name and an argument. */
  static ProposedAction action(String name, String argument) {
    try {
      return switch (name) {
        case "delete_file" -> new Action.DeleteFile(path(argument));
        case "read_file" -> new Action.ReadFile(path(argument));
        case "list_files" -> new Action.ListFiles(path(argument));
        case "search" -> new Action.Search(read(argument));
        case "run_command" -> new Action.RunCommand(read(argument));
        case "finish" -> new Action.Finish(read(argument));
        default -> new MalformedAction(name, "there is no such action");
      };
    } catch (IllegalArgumentException invalid) {
      return new MalformedAction(name, String.valueOf(invalid.getMessage()));
    }
  }
}
