package dev.loopgen.testkit.model;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelUsage;
import dev.loopgen.api.model.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** OpenAI's {@code /chat/completions}: server-sent events, or one object where asked for. */
final class ChatWire extends Wire {

  private static final String CHUNK = "chat.completion.chunk";
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
    return delta(Json.object().put("content", piece).build());
  }

  @Override
  String error(String message) {
    return "data: " + json("error", Json.object().put("message", message).build()) + "\n\n";
  }

  @Override
  int endFrames() {
    return 3;
  }

  @Override
  List<String> frames(ScriptedReply reply, ModelUsage usage) {
    boolean twice = reply.fault() == TransportFault.TWO_CHOICES;
    List<String> frames = new ArrayList<>();
    for (String piece : pieces(reply.thinking())) {
      frames.add(delta(Json.object().put("reasoning_content", piece).build()));
    }
    for (String piece : pieces(reply.text())) {
      Json first = Json.object().put("content", piece).build();
      Json second = Json.object().put("content", "another choice").build();
      frames.add(
          twice
              ? chunk(List.of(choice(0, first, Json.NULL), choice(1, second, Json.NULL)))
              : delta(first));
    }
    for (int i = 0; i < reply.toolCalls().size(); i++) {
      addCall(reply.toolCalls().get(i), i, frames);
    }
    Json reason = Json.of(reply.finish());
    frames.add(chunk(List.of(choice(0, Json.object().build(), reason))));
    frames.add(usage(usage));
    frames.add("data: [DONE]\n\n");
    return frames;
  }

  @Override
  Optional<Json> whole(Json.Obj body, ScriptedReply reply, ModelUsage usage) {
    if (body.bool("stream").orElse(false)) {
      return Optional.empty();
    }
    Json.ObjectBuilder message =
        Json.object().put("role", "assistant").put("content", reply.text());
    if (!reply.thinking().isEmpty()) {
      message.put("reasoning_content", reply.thinking());
    }
    if (!reply.toolCalls().isEmpty()) {
      message.put("tool_calls", reply.toolCalls().stream().map(ChatWire::call).toList());
    }
    Json choice =
        Json.object()
            .put("index", 0)
            .put("message", message.build())
            .put("finish_reason", reply.finish())
            .build();
    return Optional.of(
        head("chat.completion")
            .put("choices", List.of(choice))
            .put("usage", counts(usage))
            .build());
  }

  private static Json call(ToolCall call) {
    Json function =
        Json.object().put("name", call.name()).put("arguments", call.arguments()).build();
    return Json.object()
        .put("id", call.id())
        .put("type", "function")
        .put("function", function)
        .build();
  }

  /** Streams a call in three pieces: its name, and the halves of its arguments. */
  private static void addCall(ToolCall call, int index, List<String> frames) {
    String arguments = call.arguments();
    int half = arguments.length() / 2;
    Json name = Json.object().put("name", call.name()).put("arguments", "").build();
    frames.add(
        calls(
            Json.object()
                .put("index", index)
                .put("id", call.id())
                .put("type", "function")
                .put("function", name)
                .build()));
    for (String piece : List.of(arguments.substring(0, half), arguments.substring(half))) {
      Json function = Json.object().put("arguments", piece).build();
      frames.add(calls(Json.object().put("index", index).put("function", function).build()));
    }
  }

  private static String calls(Json call) {
    return delta(Json.object().put("tool_calls", List.of(call)).build());
  }

  private static String delta(Json delta) {
    return chunk(List.of(choice(0, delta, Json.NULL)));
  }

  private static Json choice(int index, Json delta, Json reason) {
    return Json.object()
        .put("index", index)
        .put("delta", delta)
        .put("finish_reason", reason)
        .build();
  }

  private static String chunk(List<Json> choices) {
    return event(head(CHUNK).put("choices", choices).build());
  }

  private static Json.ObjectBuilder head(String object) {
    return Json.object().put("id", "chatcmpl-1").put("object", object).put("model", "scripted");
  }

  private static String event(Json json) {
    return "data: " + json.text() + "\n\n";
  }

  private static String usage(ModelUsage usage) {
    return event(head(CHUNK).put("choices", List.of()).put("usage", counts(usage)).build());
  }

  private static Json counts(ModelUsage usage) {
    Json.ObjectBuilder counts = Json.object();
    if (usage.promptTokens() != null) {
      counts.put("prompt_tokens", usage.promptTokens());
    }
    if (usage.completionTokens() != null) {
      counts.put("completion_tokens", usage.completionTokens());
    }
    return counts.build();
  }

  @Override
  ModelRequest request(Json.Obj body) {
    ModelRequest.Builder request = common(body).contextTokens(UNBOUNDED_CONTEXT);
    number(body, "max_tokens")
        .or(() -> number(body, "max_completion_tokens"))
        .ifPresent(request::maxOutputTokens);
    body.object("response_format")
        .flatMap(format -> format.object("json_schema"))
        .flatMap(format -> format.object("schema"))
        .ifPresent(request::answerSchema);
    body.object("chat_template_kwargs")
        .flatMap(arguments -> arguments.bool("enable_thinking"))
        .ifPresent(
            on -> request.thinking(on ? ModelRequest.Thinking.ON : ModelRequest.Thinking.OFF));
    return request.build();
  }
}
