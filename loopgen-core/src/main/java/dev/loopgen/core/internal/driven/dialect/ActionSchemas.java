package dev.loopgen.core.internal.driven.dialect;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ToolDefinition;
import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.ActionJson;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The actions as JSON schemas: one for a whole answer, and one for each tool. */
final class ActionSchemas {

  private static final String EDIT = "edit";

  private static final String INSTRUCTIONS =
      """
      Answer with one JSON object and nothing else: {"reasoning": "...", "actions": [...]}.
      Actions: EDIT{"type":"write_file","path":"...",
      "content":"..."} with the whole content, {"type":"delete_file","path":"..."},
      {"type":"read_file","path":"..."}, {"type":"list_files","path":"..."},
      {"type":"search","text":"..."}, {"type":"run_command","command":"..."} with an allowed command,
      {"type":"finish","summary":"..."}.
      """;

  private static final String EDIT_INSTRUCTIONS =
      """
      {"type":"edit","path":"...","search":"...","replace":"..."} where the search is copied
      exactly and occurs once (prefer it to change a file),"""
          + " ";

  private static final List<Tool> TOOLS =
      List.of(
          new Tool(
              EDIT,
              "Replace a passage of a file. The search must occur exactly once.",
              List.of("path", "search", "replace"),
              true),
          new Tool(
              "write_file",
              "Create a file or replace its whole content.",
              List.of("path", "content"),
              true),
          new Tool("delete_file", "Delete a file.", List.of("path"), true),
          new Tool("read_file", "See a file.", List.of("path"), true),
          new Tool("list_files", "List the files of a directory.", List.of("path"), false),
          new Tool("search", "Find the lines that contain a text.", List.of("text"), true),
          new Tool("run_command", "Run one of the allowed commands.", List.of("command"), true),
          new Tool("finish", "Say that the work is done.", List.of("summary"), false));

  private ActionSchemas() {}

  private record Tool(String name, String description, List<String> arguments, boolean required) {

    ToolDefinition definition() {
      Json.ObjectBuilder schema =
          Json.object().put("type", "object").put("properties", properties(arguments));
      if (required) {
        schema.put("required", Json.strings(arguments));
      }
      return new ToolDefinition(name, description, schema.build());
    }
  }

  static String instructions(boolean edits) {
    return INSTRUCTIONS.replace("EDIT", edits ? EDIT_INSTRUCTIONS : "");
  }

  static List<ToolDefinition> tools(boolean edits) {
    return offered(edits).map(Tool::definition).toList();
  }

  private static Stream<Tool> offered(boolean edits) {
    return TOOLS.stream().filter(tool -> edits || !tool.name().equals(EDIT));
  }

  private static Json.Obj properties(List<String> names) {
    Json.ObjectBuilder properties = Json.object();
    names.forEach(name -> properties.put(name, Json.object().put("type", "string").build()));
    return properties.build();
  }

  /** Returns the schema of npm loopgen's object. */
  static Json.Obj answer(boolean edits) {
    List<String> names = offered(edits).map(Tool::name).toList();
    List<String> arguments =
        offered(edits).flatMap(tool -> tool.arguments().stream()).distinct().toList();
    Json.ObjectBuilder properties =
        Json.object()
            .put(
                "type",
                Json.object().put("type", "string").put("enum", Json.strings(names)).build());
    properties(arguments).members().forEach(properties::put);
    Json.Obj action =
        Json.object()
            .put("type", "object")
            .put("properties", properties.build())
            .put("required", Json.strings(List.of("type")))
            .build();
    Json.Obj actions = Json.object().put("type", "array").put("items", action).build();
    return Json.object()
        .put("type", "object")
        .put(
            "properties",
            Json.object()
                .put("reasoning", Json.object().put("type", "string").build())
                .put("actions", actions)
                .build())
        .put("required", Json.strings(Arrays.asList("reasoning", "actions")))
        .build();
  }

  /** Writes npm loopgen's object. */
  static Json.Obj answer(String reasoning, List<Action> actions) {
    return Json.object()
        .put("reasoning", reasoning)
        .put("actions", actions.stream().map(ActionJson::write).toList())
        .build();
  }

  /** Writes tool calls as a list. */
  static Json calls(List<Action> actions) {
    return new Json.Array(
        actions.stream()
            .map(
                action ->
                    (Json)
                        Json.object()
                            .put("name", action.id())
                            .put("arguments", ActionJson.arguments(action))
                            .build())
            .toList());
  }
}
