package dev.loopgen.testkit.model;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelUsage;
import dev.loopgen.api.model.ToolCall;
import dev.loopgen.api.model.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How one protocol is spoken by a server. */
abstract class Wire {

  private static final int PIECE = 16;

  abstract String contentType();

  /** Returns what may be sent at any time and means nothing. */
  abstract String filler();

  /** Returns a piece of text as it is streamed. */
  abstract String text(String piece);

  /** Returns the pieces of a reply as they are streamed, the last ones being its end. */
  abstract List<String> frames(ScriptedReply reply, ModelUsage usage);

  /** Returns an error in the middle of a reply. */
  abstract String error(String message);

  /** Returns how many frames at the end say that the reply has ended. */
  abstract int endFrames();

  abstract ModelRequest request(Json.Obj body);

  /** Returns the reply to a request that wants it as one object; empty if this one is streamed. */
  Optional<Json> whole(Json.Obj body, ScriptedReply reply, ModelUsage usage) {
    return Optional.empty();
  }

  static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < text.length(); from += PIECE) {
      pieces.add(text.substring(from, Math.min(text.length(), from + PIECE)));
    }
    return pieces;
  }

  static Json.Obj object(Json json) {
    return json instanceof Json.Obj object ? object : Json.object().build();
  }

  static List<Json> array(Json.Obj object, String name) {
    return object.array(name).orElse(List.of());
  }

  static String string(Json.Obj object, String name) {
    return object.string(name).orElse("");
  }

  static Optional<Integer> number(Json.Obj object, String name) {
    return object
        .find(name)
        .filter(Json.Num.class::isInstance)
        .map(value -> (int) ((Json.Num) value).value());
  }

  static String json(String name, Object value) {
    Json json =
        value instanceof Json given
            ? given
            : value instanceof Number number
                ? Json.of(number.doubleValue())
                : Json.of(String.valueOf(value));
    return Json.object().put(name, json).build().text();
  }

  /** Reads what both protocols have in common. */
  static ModelRequest.Builder common(Json.Obj body) {
    ModelRequest.Builder request = ModelRequest.builder();
    for (Json message : array(body, "messages")) {
      request.message(message(object(message)));
    }
    for (Json tool : array(body, "tools")) {
      Json.Obj function = object(tool).object("function").orElse(object(tool));
      request.tool(
          new ToolDefinition(
              string(function, "name"),
              string(function, "description"),
              function.object("parameters").orElse(Json.object().build())));
    }
    return request;
  }

  private static ModelMessage message(Json.Obj message) {
    String content = string(message, "content");
    return switch (string(message, "role")) {
      case "system" -> ModelMessage.system(content);
      case "assistant" -> ModelMessage.assistant(content, calls(message));
      case "tool" -> ModelMessage.tool(answered(message), content);
      default -> ModelMessage.user(content);
    };
  }

  private static ToolCall answered(Json.Obj message) {
    return new ToolCall(string(message, "tool_call_id"), string(message, "tool_name"), "");
  }

  private static List<ToolCall> calls(Json.Obj message) {
    List<ToolCall> calls = new ArrayList<>();
    for (Json call : array(message, "tool_calls")) {
      Json.Obj function = object(call).object("function").orElseThrow();
      String arguments =
          function
              .string("arguments")
              .orElseGet(() -> function.find("arguments").map(Json::text).orElse(""));
      calls.add(new ToolCall(string(object(call), "id"), string(function, "name"), arguments));
    }
    return calls;
  }
}
