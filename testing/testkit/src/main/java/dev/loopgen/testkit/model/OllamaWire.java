package dev.loopgen.testkit.model;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelUsage;
import dev.loopgen.api.model.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Ollama's {@code /api/chat}: one JSON object a line. */
final class OllamaWire extends Wire {

  @Override
  String contentType() {
    return "application/x-ndjson";
  }

  @Override
  String filler() {
    return " ";
  }

  @Override
  String text(String piece) {
    return line(Json.object().put("role", "assistant").put("content", piece).build());
  }

  @Override
  String error(String message) {
    return json("error", message) + "\n";
  }

  @Override
  int endFrames() {
    return 1;
  }

  @Override
  List<String> frames(ScriptedReply reply, ModelUsage usage) {
    List<String> frames = new ArrayList<>();
    for (String piece : pieces(reply.thinking())) {
      frames.add(
          line(
              Json.object()
                  .put("role", "assistant")
                  .put("content", "")
                  .put("thinking", piece)
                  .build()));
    }
    pieces(reply.text()).forEach(piece -> frames.add(text(piece)));
    reply.toolCalls().forEach(call -> frames.add(line(call(call))));
    frames.add(end(reply, usage));
    return frames;
  }

  private static String line(Json message) {
    return Json.object()
            .put("model", "scripted")
            .put("message", message)
            .put("done", false)
            .build()
            .text()
        + "\n";
  }

  private static Json call(ToolCall call) {
    Json function =
        Json.object().put("name", call.name()).put("arguments", arguments(call)).build();
    return Json.object()
        .put("role", "assistant")
        .put("content", "")
        .put("tool_calls", List.of(Json.object().put("function", function).build()))
        .build();
  }

  /** Arguments are an object here; what is not one is sent as text. */
  private static Json arguments(ToolCall call) {
    try {
      return Json.parse(call.arguments().getBytes(StandardCharsets.UTF_8));
    } catch (InvalidJsonException e) {
      return Json.of(call.arguments());
    }
  }

  private static String end(ScriptedReply reply, ModelUsage usage) {
    Json.ObjectBuilder end =
        Json.object()
            .put("model", "scripted")
            .put("message", Json.object().put("role", "assistant").put("content", "").build())
            .put("done", true)
            .put("done_reason", reply.finish().equals("tool_calls") ? "stop" : reply.finish());
    if (usage.promptTokens() != null) {
      end.put("prompt_eval_count", usage.promptTokens());
    }
    if (usage.completionTokens() != null) {
      end.put("eval_count", usage.completionTokens());
    }
    return end.build().text() + "\n";
  }

  @Override
  ModelRequest request(Json.Obj body) {
    ModelRequest.Builder request = common(body);
    Json.Obj options = body.object("options").orElse(Json.object().build());
    number(options, "num_ctx").ifPresent(request::contextTokens);
    number(options, "num_predict").ifPresent(request::maxOutputTokens);
    body.object("format").ifPresent(request::answerSchema);
    body.bool("think")
        .ifPresent(
            on -> request.thinking(on ? ModelRequest.Thinking.ON : ModelRequest.Thinking.OFF));
    return request.build();
  }
}
