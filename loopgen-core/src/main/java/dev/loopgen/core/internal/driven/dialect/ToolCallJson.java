package dev.loopgen.core.internal.driven.dialect;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.core.internal.driven.action.ActionJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tool calls: a name and a JSON object of arguments, or a text that contains the object. */
final class ToolCallJson {

  /** The tool that several models expect and that takes a whole patch. */
  private static final String APPLY_PATCH = "apply_patch";

  /** The actions without required arguments. */
  private static final Set<String> BARE = Set.of("finish", "list_files");

  private static final List<String> NAMES = List.of("name", "tool", "function");
  private static final List<String> ARGUMENTS = List.of("arguments", "parameters", "args", "input");

  private ToolCallJson() {}

  /** Tells whether an object has the members of a tool call. */
  static boolean is(Json.Obj object) {
    return object.object("function").isPresent()
        || NAMES.stream().anyMatch(name -> object.string(name).isPresent())
            && ARGUMENTS.stream().anyMatch(name -> object.find(name).isPresent());
  }

  /** Reads an object that {@link #is} a tool call. */
  static void read(Json.Obj object, Proposals into) {
    Json.Obj call = object.object("function").orElse(object);
    List<String> names = NAMES.stream().flatMap(name -> call.string(name).stream()).toList();
    List<Json> arguments = ARGUMENTS.stream().flatMap(name -> call.find(name).stream()).toList();
    if (names.size() != 1) {
      into.malformed("", "a tool call does not have exactly one name");
    } else if (arguments.size() != 1) {
      into.malformed(names.get(0), "a tool call does not have exactly one set of arguments");
    } else if (arguments.get(0) instanceof Json.Text text) {
      read(names.get(0), text.value(), into);
    } else {
      readObject(names.get(0), arguments.get(0), into);
    }
  }

  /** Reads a call whose arguments are a text. */
  static void read(String name, String arguments, Proposals into) {
    if (arguments.isBlank() && !BARE.contains(name)) {
      into.malformed(name, "the arguments are empty");
      return;
    }
    try {
      readObject(name, LenientJson.parse(arguments.isBlank() ? "{}" : arguments.strip()), into);
    } catch (InvalidJsonException invalid) {
      into.malformed(name, "of the arguments: " + invalid.getMessage());
    }
  }

  /** Reads a call whose arguments were parsed. */
  static void readObject(String name, Json arguments, Proposals into) {
    if (!(arguments instanceof Json.Obj object)) {
      into.malformed(name, "the arguments are not an object");
      return;
    }
    Optional<String> patch = object.string("input").or(() -> object.string("patch"));
    if (name.equals(APPLY_PATCH) && patch.isPresent()) {
      PatchForm.read(patch.get().strip(), into);
    } else {
      into.add(ActionJson.read(name, object));
    }
  }
}
