package dev.loopgen.mcp;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A JSON-RPC message, as far as the transports look at it themselves.
 *
 * @param json the message
 */
record Message(Json.Obj json) {

  /** Parses a message; empty if it is none, or a parser could read it in two ways. */
  static Optional<Message> parse(byte[] utf8) {
    try {
      return Json.parse(utf8) instanceof Json.Obj json && json.string("jsonrpc").isPresent()
          ? Optional.of(new Message(json))
          : Optional.empty();
    } catch (InvalidJsonException e) {
      return Optional.empty();
    }
  }

  /** Writes an error that answers no request that could be told. */
  static byte[] error(String message) {
    return error(Json.NULL, ErrorCodes.INVALID_REQUEST, message)
        .canonical()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Writes an error that answers a request. */
  static Json.Obj error(Json id, int code, String message) {
    return Json.object()
        .put("jsonrpc", "2.0")
        .put("id", id)
        .put("error", Json.object().put("code", code).put("message", message).build())
        .build();
  }

  /** Returns the id, or null. */
  Json id() {
    return json.find("id").filter(Message::isId).orElse(Json.NULL);
  }

  /** Returns the id of a tool call. */
  Object idValue() {
    return value(id());
  }

  boolean isToolCall() {
    return method().equals("tools/call") && json.find("id").filter(Message::isId).isPresent();
  }

  /** Returns the id of the request that the message cancels. */
  Optional<Object> cancelled() {
    return method().equals("notifications/cancelled")
        ? json.object("params")
            .flatMap(params -> params.find("requestId"))
            .filter(Message::isId)
            .map(Message::value)
        : Optional.empty();
  }

  private String method() {
    return json.string("method").orElse("");
  }

  private static boolean isId(Json id) {
    return id instanceof Json.Text || id instanceof Json.Num;
  }

  private static Object value(Json id) {
    return id instanceof Json.Num number ? (Object) number.value() : ((Json.Text) id).value();
  }
}
