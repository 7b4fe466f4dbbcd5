package dev.loopgen.adapters.internal.protocol;

import dev.loopgen.adapters.internal.http.ModelFailures;
import dev.loopgen.api.model.FinishReason;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.model.ModelUsage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What has arrived of a reply. Bounded: a reply beyond the limit is a failure. */
final class ReplyParts {

  static final int LONGEST_MEBIBYTES = 8;
  private static final int LONGEST = LONGEST_MEBIBYTES * 1024 * 1024;

  private final ModelFailures failures;
  private final ModelListener listener;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thinking = new StringBuilder();
  private final ToolCallParts calls = new ToolCallParts();
  private ModelUsage usage = ModelUsage.UNKNOWN;
  private @Nullable String finish;
  private @Nullable String model;
  private @Nullable String version;
  private long size;

  ReplyParts(ModelFailures failures, ModelListener listener) {
    this.failures = failures;
    this.listener = listener;
  }

  void text(String part) {
    if (!part.isEmpty()) {
      grow(part);
      text.append(part);
      listener.text(part);
    }
  }

  void thinking(String part) {
    if (!part.isEmpty()) {
      grow(part);
      thinking.append(part);
      listener.thinking(part);
    }
  }

  /** Adds to the call at a position; a negative position means the call that was last added to. */
  void call(int position, String id, String name, String arguments) {
    grow(id);
    grow(name);
    grow(arguments);
    calls.add(position, id, name, arguments);
  }

  private void grow(String part) {
    size += part.length() + 1L;
    if (size > LONGEST) {
      throw failures.tooLarge(LONGEST_MEBIBYTES + " MiB");
    }
  }

  void usage(ModelUsage counted) {
    usage = counted;
  }

  void finish(String reason) {
    finish = reason;
  }

  boolean isFinished() {
    return finish != null;
  }

  boolean hasCalls() {
    return !calls.list().isEmpty();
  }

  void model(@Nullable String id) {
    model = id == null || id.isEmpty() ? model : id;
  }

  void version(@Nullable String id) {
    version = id == null || id.isEmpty() ? version : id;
  }

  /** Returns the reply, with what the server said of itself when it was asked. */
  ModelReply reply(ModelServer described) {
    ModelServer server =
        new ModelServer(
            described.product(),
            described.version() == null ? version : described.version(),
            model == null ? described.model() : model,
            described.modelDigest());
    return new ModelReply(
        text.toString(), thinking.toString(), calls.list(), usage, reason(), server);
  }

  private FinishReason reason() {
    String word = finish == null ? "" : finish;
    FinishReason.Kind kind =
        switch (word.toLowerCase(Locale.ROOT)) {
          case "stop" -> FinishReason.Kind.STOP;
          case "length", "max_tokens", "max_output_tokens" -> FinishReason.Kind.LENGTH;
          case "tool_calls", "function_call" -> FinishReason.Kind.TOOL_CALLS;
          case "content_filter" -> FinishReason.Kind.CONTENT_FILTER;
          default -> FinishReason.Kind.UNKNOWN;
        };
    return new FinishReason(kind, word);
  }
}
