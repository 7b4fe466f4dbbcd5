package dev.loopgen.adapters.internal.protocol;

import dev.loopgen.adapters.internal.http.ModelFailures;
import dev.loopgen.api.model.ModelUsage;
import tools.jackson.databind.JsonNode;

/**
 * Reads a reply of {@code /api/chat}: one JSON object a line, the last one marked as done. A server
 * that does not stream may send one whole object, which is complete by itself unless it says that
 * it is not.
 */
final class OllamaReplyReader extends ReplyStreamReader {

  private final StringBuilder pending = new StringBuilder();
  private boolean whole;
  private boolean done;
  private boolean wholeAnswer;
  private int calls;

  OllamaReplyReader(ModelFailures failures, ReplyParts parts) {
    super(failures, parts);
  }

  @Override
  public void begin(String contentType) {
    whole = contentType.equals("application/json");
    if (!whole && !contentType.equals("application/x-ndjson")) {
      throw wrongType(contentType);
    }
  }

  @Override
  void line(String text) {
    if (text.isBlank()) {
      return;
    }
    if (!whole || pending.isEmpty() && text.startsWith("{") && text.stripTrailing().endsWith("}")) {
      parse(text);
    } else {
      pending.append(text).append('\n');
    }
  }

  @Override
  boolean isComplete() {
    return done;
  }

  @Override
  void finish() {
    if (!pending.isEmpty()) {
      parse(pending.toString());
    }
    if (!done && !(wholeAnswer && objects() == 1)) {
      throw failures.truncated("its last line is missing");
    }
  }

  @Override
  void object(JsonNode object) {
    parts.model(Members.textOrNull(object, "model"));
    JsonNode message = object.path("message");
    parts.thinking(Members.text(message, "thinking"));
    parts.text(Members.text(message, "content"));
    for (JsonNode call : message.path("tool_calls")) {
      JsonNode function = call.path("function");
      parts.call(
          calls++,
          Members.text(call, "id"),
          Members.text(function, "name"),
          ChatReplyReader.arguments(function.path("arguments")));
    }
    wholeAnswer = whole && message.isObject() && !object.has("done");
    if (object.path("done").asBoolean(false)) {
      end(object);
    }
  }

  private void end(JsonNode object) {
    parts.usage(
        new ModelUsage(
            Members.count(object, "prompt_eval_count"),
            Members.count(object, "eval_count"),
            null,
            null));
    String reason = Members.text(object, "done_reason");
    parts.finish(reason.equals("stop") && parts.hasCalls() ? "tool_calls" : reason);
    done = true;
  }
}
