package dev.loopgen.core.internal.driven.action;

import dev.loopgen.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Actions as npm loopgen's JSON objects: the action's name in {@code type}, its arguments beside
 * it. Unknown members are ignored; the names that models confuse with ours are taken for ours.
 */
public final class ActionJson {

  private static final List<String> PATH = List.of("path", "file_path", "filename");
  private static final List<String> SEARCH = List.of("search", "old_string", "old_str");
  private static final List<String> REPLACE = List.of("replace", "new_string", "new_str");

  private ActionJson() {}

  /** Writes an action; {@link #read} reads the same action back. */
  public static Json.Obj write(Action action) {
    Json.ObjectBuilder json = Json.object().put("type", action.id());
    arguments(action).members().forEach(json::put);
    return json.build();
  }

  /** Writes the arguments of an action, without its name. */
  public static Json.Obj arguments(Action action) {
    Json.ObjectBuilder json = Json.object();
    if (action instanceof Action.Edit edit) {
      json.put("path", edit.path());
      List<Json.Obj> edits = edit.replacements().stream().map(ActionJson::pair).toList();
      if (edits.size() == 1) {
        edits.get(0).members().forEach(json::put);
      } else {
        json.put("edits", edits);
      }
    } else if (action instanceof Action.WriteFile write) {
      json.put("path", write.path()).put("content", write.content());
    } else if (action instanceof Action.DeleteFile delete) {
      json.put("path", delete.path());
    } else if (action instanceof Action.ReadFile read) {
      json.put("path", read.path());
    } else if (action instanceof Action.ListFiles list) {
      json.put("path", list.path());
    } else if (action instanceof Action.Search search) {
      json.put("text", search.text());
    } else if (action instanceof Action.RunCommand run) {
      json.put("command", run.command());
    } else if (action instanceof Action.Finish finish) {
      json.put("summary", finish.summary());
    }
    return json.build();
  }

  private static Json.Obj pair(Replacement one) {
    return Json.object().put("search", one.search()).put("replace", one.replacement()).build();
  }

  /** Reads an action whose name is the member {@code type}. */
  public static ProposedAction read(Json json) {
    if (!(json instanceof Json.Obj object)) {
      return new MalformedAction("", "an action is not an object");
    }
    Optional<String> type = object.string("type");
    return type.isPresent()
        ? read(type.get(), object)
        : new MalformedAction("", "an action has no \"type\"");
  }

  /** Reads an action from its name and its arguments. */
  public static ProposedAction read(String name, Json.Obj arguments) {
    try {
      return switch (name) {
        case "edit" -> new Action.Edit(text(arguments, PATH), replacements(arguments));
        case "write_file" ->
            new Action.WriteFile(text(arguments, PATH), text(arguments, "content"));
        case "delete_file" -> new Action.DeleteFile(text(arguments, PATH));
        case "read_file" -> new Action.ReadFile(text(arguments, PATH));
        case "list_files" -> new Action.ListFiles(textOrEmpty(arguments, PATH));
        case "search" -> new Action.Search(text(arguments, "text"));
        case "run_command" -> new Action.RunCommand(text(arguments, "command"));
        case "finish" -> new Action.Finish(textOrEmpty(arguments, List.of("summary")));
        default -> new MalformedAction(name, "there is no such action");
      };
    } catch (IllegalArgumentException invalid) {
      return new MalformedAction(name, String.valueOf(invalid.getMessage()));
    }
  }

  /** Reads {@code edits}, or a single pair that stands beside the path. */
  private static List<Replacement> replacements(Json.Obj arguments) {
    Optional<Json> edits = arguments.find("edits");
    if (edits.isEmpty()) {
      return List.of(replacement(arguments));
    }
    if (Stream.concat(SEARCH.stream(), REPLACE.stream())
        .anyMatch(n -> arguments.find(n).isPresent())) {
      throw new IllegalArgumentException("\"edits\" and \"search\" exclude each other");
    }
    if (!(edits.get() instanceof Json.Array list)) {
      throw new IllegalArgumentException("\"edits\" is not a list");
    }
    List<Replacement> replacements = new ArrayList<>();
    for (Json one : list.elements()) {
      if (!(one instanceof Json.Obj pair)) {
        throw new IllegalArgumentException("an element of \"edits\" is not an object");
      }
      replacements.add(replacement(pair));
    }
    return replacements;
  }

  private static Replacement replacement(Json.Obj pair) {
    return new Replacement(text(pair, SEARCH), text(pair, REPLACE));
  }

  private static String text(Json.Obj arguments, String name) {
    return text(arguments, List.of(name));
  }

  /** Reads the string that has one of several names; the first is the proper one. */
  private static String text(Json.Obj arguments, List<String> names) {
    List<Json> values = names.stream().flatMap(name -> arguments.find(name).stream()).toList();
    if (values.isEmpty()) {
      throw new IllegalArgumentException("\"" + names.get(0) + "\" is missing");
    }
    if (values.size() > 1) {
      throw new IllegalArgumentException("\"" + names.get(0) + "\" is there twice");
    }
    if (values.get(0) instanceof Json.Text text) {
      if (names == PATH && text.value().equals("...")) {
        throw new IllegalArgumentException("the path is that of an example");
      }
      return text.value();
    }
    throw new IllegalArgumentException("\"" + names.get(0) + "\" is not a string");
  }

  private static String textOrEmpty(Json.Obj arguments, List<String> names) {
    boolean there = names.stream().anyMatch(name -> arguments.find(name).isPresent());
    return there ? text(arguments, names) : "";
  }
}
