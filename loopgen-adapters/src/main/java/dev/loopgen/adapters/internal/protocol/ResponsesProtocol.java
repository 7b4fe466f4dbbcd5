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
import java.util.ArrayList;
import java.util.List;

/** OpenAI's Responses API, without its state on the server. It has no seed. */
public final class ResponsesProtocol extends Protocol {

  private final OpenAiServer server;

  /** Speaks to a server. */
  public ResponsesProtocol(HttpConnection connection, OpenAiServer server, String model) {
    super(connection, model);
    this.server = server;
  }

  @Override
  String path() {
    return "/responses";
  }

  @Override
  ReplyStreamReader reader(ModelFailures failures, ReplyParts parts) {
    return new ResponsesReplyReader(failures, parts);
  }

  @Override
  ModelDescription claims(Instant deadline) throws InterruptedException {
    return server.describe(connection, model, deadline);
  }

  @Override
  String body(ModelRequest request) {
    List<Json> input = new ArrayList<>();
    request.messages().forEach(message -> add(message, input));
    Json.ObjectBuilder body =
        Json.object()
            .put("model", model)
            .put("stream", true)
            .put("store", false)
            .put("max_output_tokens", request.maxOutputTokens())
            .put("input", input);
    if (!request.tools().isEmpty()) {
      body.put("tools", request.tools().stream().map(ResponsesProtocol::tool).toList());
    }
    request
        .answerSchema()
        .ifPresent(schema -> body.put("text", Json.object().put("format", format(schema)).build()));
    request.temperature().ifPresent(value -> body.put("temperature", value));
    if (request.thinking() != ModelRequest.Thinking.UNSET) {
      boolean on = request.thinking() == ModelRequest.Thinking.ON;
      body.put("reasoning", Json.object().put("effort", on ? "medium" : "none").build());
    }
    return body.build().text();
  }

  private static Json format(Json.Obj schema) {
    return Json.object()
        .put("type", "json_schema")
        .put("name", "answer")
        .put("strict", true)
        .put("schema", schema)
        .build();
  }

  private static void add(ModelMessage message, List<Json> input) {
    if (message.answered() != null) {
      input.add(
          Json.object()
              .put("type", "function_call_output")
              .put("call_id", message.answered().id())
              .put("output", message.content())
              .build());
      return;
    }
    if (!message.content().isEmpty() || message.toolCalls().isEmpty()) {
      input.add(
          Json.object().put("role", message.role().id()).put("content", message.content()).build());
    }
    message.toolCalls().forEach(call -> input.add(call(call)));
  }

  private static Json call(ToolCall call) {
    return Json.object()
        .put("type", "function_call")
        .put("call_id", call.id())
        .put("name", call.name())
        .put("arguments", call.arguments())
        .build();
  }

  private static Json tool(ToolDefinition tool) {
    return Json.object()
        .put("type", "function")
        .put("name", tool.name())
        .put("description", tool.description())
        .put("parameters", tool.parameters())
        .build();
  }
}
