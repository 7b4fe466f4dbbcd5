package dev.loopgen.adapters.internal.protocol;

import dev.loopgen.adapters.internal.http.HttpConnection;
import dev.loopgen.adapters.internal.http.ModelFailures;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ToolCall;
import dev.loopgen.api.model.ToolDefinition;
import java.time.Instant;
import java.util.List;

/** OpenAI's chat completions, as its own server and many others speak it. */
public final class ChatProtocol extends Protocol {

  private final OpenAiServer server;
  private final String limitName;
  private final boolean switchesThinking;

  /**
   * @param limitName the member that limits the reply; servers know one of two
   * @param switchesThinking whether the server knows the switch of chat templates for thinking
   */
  public ChatProtocol(
      HttpConnection connection,
      OpenAiServer server,
      String model,
      String limitName,
      boolean switchesThinking) {
    super(connection, model);
    this.server = server;
    this.limitName = limitName;
    this.switchesThinking = switchesThinking;
  }

  @Override
  String path() {
    return "/chat/completions";
  }

  @Override
  ReplyStreamReader reader(ModelFailures failures, ReplyParts parts) {
    return new ChatReplyReader(failures, parts);
  }

  @Override
  ModelDescription claims(Instant deadline) throws InterruptedException {
    return server.describe(connection, model, deadline);
  }

  @Override
  String body(ModelRequest request) {
    Json.ObjectBuilder body =
        Json.object()
            .put("model", model)
            .put("stream", true)
            .put("stream_options", Json.object().put("include_usage", true).build())
            .put("n", 1)
            .put(limitName, request.maxOutputTokens())
            .put("messages", request.messages().stream().map(ChatProtocol::message).toList());
    if (!request.tools().isEmpty()) {
      body.put("tools", tools(request));
    }
    request.answerSchema().ifPresent(schema -> body.put("response_format", format(schema)));
    request.temperature().ifPresent(value -> body.put("temperature", value));
    request.seed().ifPresent(value -> body.put("seed", value));
    if (switchesThinking && request.thinking() != ModelRequest.Thinking.UNSET) {
      boolean on = request.thinking() == ModelRequest.Thinking.ON;
      body.put("chat_template_kwargs", Json.object().put("enable_thinking", on).build());
    }
    return body.build().text();
  }

  private static Json format(Json.Obj schema) {
    return Json.object()
        .put("type", "json_schema")
        .put(
            "json_schema",
            Json.object().put("name", "answer").put("strict", true).put("schema", schema).build())
        .build();
  }

  private static Json message(ModelMessage message) {
    Json.ObjectBuilder json =
        Json.object().put("role", message.role().id()).put("content", message.content());
    if (message.answered() != null) {
      json.put("tool_call_id", message.answered().id());
    }
    if (!message.toolCalls().isEmpty()) {
      json.put("tool_calls", message.toolCalls().stream().map(ChatProtocol::call).toList());
    }
    return json.build();
  }

  private static Json call(ToolCall call) {
    return Json.object()
        .put("id", call.id())
        .put("type", "function")
        .put(
            "function",
            Json.object().put("name", call.name()).put("arguments", call.arguments()).build())
        .build();
  }

  /** Describes the tools, as Ollama takes them too. */
  static List<Json> tools(ModelRequest request) {
    return request.tools().stream().map(ChatProtocol::tool).toList();
  }

  private static Json tool(ToolDefinition tool) {
    return Json.object()
        .put("type", "function")
        .put(
            "function",
            Json.object()
                .put("name", tool.name())
                .put("description", tool.description())
                .put("parameters", tool.parameters())
                .build())
        .build();
  }
}
