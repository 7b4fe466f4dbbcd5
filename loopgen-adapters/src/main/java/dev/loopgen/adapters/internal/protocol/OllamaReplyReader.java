package dev.loopgen.adapters.internal.protocol;

import dev.loopgen.adapters.internal.http.ModelFailures;
import dev.loopgen.api.model.ModelUsage;
import tools.jackson.databind.JsonNode;

/**
 * Reads a reply of {@code /api/chat}: one JSON object a line, the last one marked as done. A server
 * that does not stream answers with a single document, which need not be marked.
 */
final class OllamaReplyReader extends ReplyStreamReader {

  private boolean done;
  private boolean document;
  private int objects;
  private int calls;

  OllamaReplyReader(ModelFailures failures, ReplyParts parts) {
    super(failures, parts);
  }

  @Override
  public void begin(String contentType) {
    if (!contentType.equals("application/x-ndjson") && !contentType.equals("application/json")) {
      throw wrongType(contentType);
    }
    document = contentType.equals("application/json");
  }

  @Override
  void line(String text) {
    if (!text.isBlank()) {
      parse(text);
    }
  }

  @Override
  boolean isComplete() {
    return done;
  }

  @Override
  void finish() {
    if (!done && !(document && objects == 1)) {
      throw failures.truncated("its last line is missing");
    }
  }

  @Override
  void object(JsonNode object) {
    objects++;
    document &= object.path("done").isMissingNode() && object.path("message").isObject();
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
