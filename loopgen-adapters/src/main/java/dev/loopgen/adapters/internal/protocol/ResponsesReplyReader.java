package dev.loopgen.adapters.internal.protocol;

import dev.loopgen.adapters.internal.http.ErrorText;
import dev.loopgen.adapters.internal.http.ModelFailures;
import dev.loopgen.api.model.ModelUsage;
import tools.jackson.databind.JsonNode;

/** Reads a reply of {@code /responses}, which ends with an event that says how it ended. */
final class ResponsesReplyReader extends EventReader {

  private int calls;

  ResponsesReplyReader(ModelFailures failures, ReplyParts parts) {
    super(failures, parts);
  }

  @Override
  boolean isFinished() {
    return parts.isFinished();
  }

  @Override
  void object(JsonNode event) {
    switch (Members.text(event, "type")) {
      case "response.output_text.delta" -> parts.text(Members.text(event, "delta"));
      case "response.reasoning_text.delta", "response.reasoning_summary_text.delta" ->
          parts.thinking(Members.text(event, "delta"));
      case "response.output_item.done" -> item(event.path("item"));
      case "response.completed" -> end(event.path("response"), "stop");
      case "response.incomplete" ->
          end(
              event.path("response"),
              Members.text(event.path("response").path("incomplete_details"), "reason"));
      case "response.failed" -> throw failures.sentError(ErrorText.of(event.path("response")));
      case "error" -> throw failures.sentError(ErrorText.of(event));
      default -> {}
    }
  }

  private void item(JsonNode item) {
    if (Members.text(item, "type").equals("function_call")) {
      parts.call(
          calls++,
          Members.text(item, "call_id"),
          Members.text(item, "name"),
          ChatReplyReader.arguments(item.path("arguments")));
    }
  }

  private void end(JsonNode response, String reason) {
    parts.model(Members.textOrNull(response, "model"));
    JsonNode usage = response.path("usage");
    parts.usage(
        new ModelUsage(
            Members.count(usage, "input_tokens"),
            Members.count(usage, "output_tokens"),
            Members.count(usage.path("input_tokens_details"), "cached_tokens"),
            Members.count(usage.path("output_tokens_details"), "reasoning_tokens")));
    parts.finish(reason.equals("stop") && parts.hasCalls() ? "tool_calls" : reason);
  }
}
