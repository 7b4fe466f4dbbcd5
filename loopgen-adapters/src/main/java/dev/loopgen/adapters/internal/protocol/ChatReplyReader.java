package dev.loopgen.adapters.internal.protocol;

import dev.loopgen.adapters.internal.http.ModelFailures;
import dev.loopgen.api.model.ModelUsage;
import tools.jackson.databind.JsonNode;

/**
 * Reads a reply of {@code /chat/completions}. Of several choices the first one counts. A stream is
 * complete once a finish reason was given, whether or not {@code [DONE]} follows; one whole object
 * with a choice is complete by itself.
 */
final class ChatReplyReader extends EventReader {

  private boolean answered;

  ChatReplyReader(ModelFailures failures, ReplyParts parts) {
    super(failures, parts);
  }

  @Override
  boolean isFinished() {
    return parts.isFinished() || isWhole() && answered;
  }

  @Override
  void object(JsonNode chunk) {
    parts.model(Members.textOrNull(chunk, "model"));
    parts.version(Members.textOrNull(chunk, "system_fingerprint"));
    if (chunk.path("usage").isObject()) {
      parts.usage(usage(chunk.path("usage")));
    }
    JsonNode choices = chunk.path("choices");
    if (choices.size() > 1 && !choices.path(0).has("index")) {
      throw failures.unreadable("its choices cannot be told apart");
    }
    for (JsonNode choice : choices) {
      if (choice.path("index").asInt(0) == 0) {
        choice(choice);
      }
    }
  }

  private void choice(JsonNode choice) {
    JsonNode message = choice.has("delta") ? choice.path("delta") : choice.path("message");
    answered |= message.isObject();
    String thinking = Members.text(message, "reasoning_content");
    parts.thinking(thinking.isEmpty() ? Members.text(message, "reasoning") : thinking);
    parts.text(Members.text(message, "content"));
    for (JsonNode call : message.path("tool_calls")) {
      JsonNode function = call.path("function");
      parts.call(
          call.path("index").asInt(-1),
          Members.text(call, "id"),
          Members.text(function, "name"),
          arguments(function.path("arguments")));
    }
    String reason = Members.text(choice, "finish_reason");
    if (!reason.isEmpty()) {
      parts.finish(reason);
    }
  }

  /** The protocol has arguments as text; some servers send the object itself. */
  static String arguments(JsonNode arguments) {
    if (arguments.isString()) {
      return arguments.stringValue();
    }
    return arguments.isMissingNode() || arguments.isNull() ? "" : arguments.toString();
  }

  private static ModelUsage usage(JsonNode usage) {
    return new ModelUsage(
        Members.count(usage, "prompt_tokens"),
        Members.count(usage, "completion_tokens"),
        Members.count(usage.path("prompt_tokens_details"), "cached_tokens"),
        Members.count(usage.path("completion_tokens_details"), "reasoning_tokens"));
  }
}
