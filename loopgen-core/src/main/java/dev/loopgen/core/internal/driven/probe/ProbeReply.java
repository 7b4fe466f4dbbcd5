package dev.loopgen.core.internal.driven.probe;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.model.ModelReply;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A reply, or why this very request has none. */
record ProbeReply(@Nullable ModelReply reply, @Nullable ModelException failure) {

  /** Tells whether the reply has an answer in it. */
  boolean isAnswer() {
    return reply != null && !reply.isEmpty();
  }

  /** Returns the reply that has an answer in it. */
  ModelReply answer() {
    return Objects.requireNonNull(reply);
  }

  /** Tells whether the server refuses the request as it is. */
  boolean isRefused() {
    return failure != null && failure.kind() == ModelException.Kind.BAD_REQUEST;
  }

  /** Tells whether the model thinks. */
  boolean hasThinking() {
    return reply != null && !reply.thinking().isBlank();
  }

  /** Says why there is no answer. */
  String describe() {
    if (failure != null) {
      return String.valueOf(failure.getMessage());
    }
    return hasThinking() ? "the model thinks and says nothing" : "the model says nothing";
  }
}
