package dev.loopgen.core.internal.driven.probe;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** Asks the model of a probe, and tells what this request cannot do from what no request can. */
final class Asking {

  /** What may fail for one request and succeed for another. */
  private static final Set<ModelException.Kind> OF_THE_REQUEST =
      EnumSet.of(
          ModelException.Kind.BAD_REQUEST,
          ModelException.Kind.CONTEXT_TOO_LONG,
          ModelException.Kind.SERVER_FAILED,
          ModelException.Kind.TRUNCATED,
          ModelException.Kind.TOO_LARGE,
          ModelException.Kind.UNREADABLE);

  /** What the same request fails with each time. */
  private static final Set<ModelException.Kind> LASTING =
      EnumSet.of(ModelException.Kind.BAD_REQUEST, ModelException.Kind.CONTEXT_TOO_LONG);

  private static final int OUTPUT_TOKENS = 1_024;
  private static final int OUTPUT_TOKENS_THINKING = 4_096;

  private final ModelAdapter adapter;
  private final ModelListener listener;
  private final Instant deadline;
  private ModelRequest.Thinking thinking = ModelRequest.Thinking.OFF;
  private boolean lasting = true;

  Asking(ModelAdapter adapter, ModelListener listener, Instant deadline) {
    this.adapter = adapter;
    this.listener = listener;
    this.deadline = deadline;
  }

  void thinking(ModelRequest.Thinking value) {
    thinking = value;
  }

  ModelRequest.Thinking thinking() {
    return thinking;
  }

  /** Tells whether everything that was seen would be seen again. */
  boolean isLasting() {
    return lasting;
  }

  /** Starts a request. */
  ModelRequest.Builder request(String rules, String question, int contextTokens) {
    boolean thinks = thinking != ModelRequest.Thinking.OFF;
    return ModelRequest.builder()
        .message(ModelMessage.system(rules))
        .message(ModelMessage.user(question))
        .thinking(thinking)
        .temperature(0)
        .contextTokens(contextTokens)
        .maxOutputTokens(
            Math.min(thinks ? OUTPUT_TOKENS_THINKING : OUTPUT_TOKENS, contextTokens / 3));
  }

  /**
   * Asks.
   *
   * @throws ModelException if no request could succeed
   */
  ProbeReply ask(ModelRequest request) throws InterruptedException {
    try {
      return new ProbeReply(adapter.ask(request, listener, deadline), null);
    } catch (ModelException e) {
      if (!OF_THE_REQUEST.contains(e.kind())) {
        throw e;
      }
      lasting &= LASTING.contains(e.kind());
      return new ProbeReply(null, e);
    }
  }
}
