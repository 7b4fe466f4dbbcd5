package dev.loopgen.adapters.internal.protocol;

import dev.loopgen.adapters.internal.http.HttpConnection;
import dev.loopgen.adapters.internal.http.ModelFailures;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.model.ToolCall;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Ollama's own protocol. The size of the context, the length of the reply and whether the model
 * thinks are always sent: the server's own values cut prompts silently and differ by version.
 */
public final class OllamaProtocol extends Protocol {

  private final URI base;

  /** Speaks to the server at an address without {@code /api}. */
  public OllamaProtocol(HttpConnection connection, URI base, String model) {
    super(connection, model);
    this.base = base;
  }

  @Override
  String path() {
    return "/api/chat";
  }

  @Override
  ReplyStreamReader reader(ModelFailures failures, ReplyParts parts) {
    return new OllamaReplyReader(failures, parts);
  }

  @Override
  String body(ModelRequest request) {
    Json.ObjectBuilder body =
        Json.object()
            .put("model", model)
            .put("stream", true)
            .put("think", request.thinking() == ModelRequest.Thinking.ON)
            .put("messages", request.messages().stream().map(OllamaProtocol::message).toList());
    if (!request.tools().isEmpty()) {
      body.put("tools", ChatProtocol.tools(request));
    }
    return body.putIfPresent("format", request.answerSchema())
        .put("options", options(request))
        .build()
        .text();
  }

  private static Json options(ModelRequest request) {
    Json.ObjectBuilder options =
        Json.object()
            .put("num_ctx", request.contextTokens())
            .put("num_predict", request.maxOutputTokens());
    request.temperature().ifPresent(value -> options.put("temperature", value));
    request.seed().ifPresent(value -> options.put("seed", value));
    return options.build();
  }

  private static Json message(ModelMessage message) {
    Json.ObjectBuilder json =
        Json.object().put("role", message.role().id()).put("content", message.content());
    if (message.answered() != null) {
      json.put("tool_name", message.answered().name());
    }
    if (!message.toolCalls().isEmpty()) {
      json.put("tool_calls", message.toolCalls().stream().map(OllamaProtocol::call).toList());
    }
    return json.build();
  }

  private static Json call(ToolCall call) {
    Json function =
        Json.object().put("name", call.name()).put("arguments", arguments(call)).build();
    return Json.object().put("function", function).build();
  }

  /** The server takes only an object; malformed arguments are shown to the model as text. */
  private static Json arguments(ToolCall call) {
    try {
      Json json = Json.parse(call.arguments().getBytes(StandardCharsets.UTF_8));
      if (json instanceof Json.Obj) {
        return json;
      }
    } catch (InvalidJsonException e) {
      // Not an object either.
    }
    return Json.object().put("malformed", call.arguments()).build();
  }

  @Override
  ModelDescription claims(Instant deadline) throws InterruptedException {
    ModelFailures failures = connection.failures();
    String asked = Json.object().put("model", model).build().text();
    JsonNode shown = JsonText.object(connection.post("/api/show", asked, deadline), failures);
    JsonNode version = get("/api/version", deadline);
    ModelServer server =
        new ModelServer(
            "ollama",
            Members.textOrNull(version, "version"),
            model,
            digest(get("/api/tags", deadline)));
    return new ModelDescription(server, contextTokens(shown), capabilities(shown));
  }

  private JsonNode get(String path, Instant deadline) throws InterruptedException {
    return JsonText.object(
        connection.get(URI.create(base + path), deadline), connection.failures());
  }

  private @Nullable String digest(JsonNode tags) {
    for (JsonNode listed : tags.path("models")) {
      String name = Members.text(listed, "name");
      if (name.equals(model) || name.equals(model + ":latest")) {
        return Members.textOrNull(listed, "digest");
      }
    }
    return null;
  }

  private static @Nullable Integer contextTokens(JsonNode shown) {
    JsonNode facts = shown.path("model_info");
    String architecture = Members.text(facts, "general.architecture");
    return Members.tokens(facts, architecture + ".context_length");
  }

  static Set<String> capabilities(JsonNode object) {
    Set<String> capabilities = new HashSet<>();
    for (JsonNode capability : object.path("capabilities")) {
      if (capability.isString()) {
        capabilities.add(capability.stringValue());
      }
    }
    return capabilities;
  }
}
