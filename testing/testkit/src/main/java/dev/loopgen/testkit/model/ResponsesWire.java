package dev.loopgen.testkit.model;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelUsage;
import dev.loopgen.api.model.ToolCall;
import java.util.ArrayList;
import java.util.List;

/** OpenAI's {@code /responses}: server-sent events, the last of which tells how it ended. */
final class ResponsesWire extends Wire {

  private static final int UNBOUNDED_CONTEXT = 1 << 20;

  @Override
  String contentType() {
    return "text/event-stream";
  }

  @Override
  String filler() {
    return ":";
  }

  @Override
  String text(String piece) {
    return event("response.output_text.delta", "delta", Json.of(piece));
  }

  @Override
  String error(String message) {
    return event("error", "message", Json.of(message));
  }

  @Override
  int endFrames() {
    return 1;
  }

  @Override
  List<String> frames(ScriptedReply reply, ModelUsage usage) {
    List<String> frames = new ArrayList<>();
    for (String piece : pieces(reply.thinking())) {
      frames.add(event("response.reasoning_text.delta", "delta", Json.of(piece)));
    }
    pieces(reply.text()).forEach(piece -> frames.add(text(piece)));
    reply.toolCalls().forEach(call -> frames.add(call(call)));
    frames.add(end(reply, usage));
    return frames;
  }

  private static String call(ToolCall call) {
    Json item =
        Json.object()
            .put("type", "function_call")
            .put("call_id", call.id())
            .put("name", call.name())
            .put("arguments", call.arguments())
            .build();
    return event("response.output_item.done", "item", item);
  }

  private static String end(ScriptedReply reply, ModelUsage usage) {
    boolean complete = reply.finish().equals("stop") || reply.finish().equals("tool_calls");
    Json.ObjectBuilder counts = Json.object();
    if (usage.promptTokens() != null) {
      counts.put("input_tokens", usage.promptTokens());
    }
    if (usage.completionTokens() != null) {
      counts.put("output_tokens", usage.completionTokens());
    }
    Json.ObjectBuilder response =
        Json.object().put("model", "scripted").put("usage", counts.build());
    if (!complete) {
      response.put("incomplete_details", Json.object().put("reason", reply.finish()).build());
    }
    return event(
        complete ? "response.completed" : "response.incomplete", "response", response.build());
  }

  private static String event(String type, String name, Json value) {
    String data = Json.object().put("type", type).put(name, value).build().text();
    return "event: " + type + "\ndata: " + data + "\n\n";
  }

  @Override
  ModelRequest request(Json.Obj body) {
    ModelRequest.Builder request = common(body).contextTokens(UNBOUNDED_CONTEXT);
    for (Json item : array(body, "input")) {
      message(object(item), request);
    }
    number(body, "max_output_tokens").ifPresent(request::maxOutputTokens);
    body.object("text")
        .flatMap(text -> text.object("format"))
        .flatMap(format -> format.object("schema"))
        .ifPresent(request::answerSchema);
    return request.build();
  }

  private static void message(Json.Obj item, ModelRequest.Builder request) {
    ToolCall call =
        new ToolCall(string(item, "call_id"), string(item, "name"), string(item, "arguments"));
    request.message(
        switch (string(item, "type") + string(item, "role")) {
          case "function_call" -> ModelMessage.assistant("", List.of(call));
          case "function_call_output" -> ModelMessage.tool(call, string(item, "output"));
          case "system" -> ModelMessage.system(string(item, "content"));
          case "assistant" -> ModelMessage.assistant(string(item, "content"), List.of());
          default -> ModelMessage.user(string(item, "content"));
        });
  }
}
