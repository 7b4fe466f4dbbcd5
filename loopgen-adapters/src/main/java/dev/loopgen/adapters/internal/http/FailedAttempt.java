package dev.loopgen.adapters.internal.http;

import dev.loopgen.api.ModelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An attempt failed before any answer arrived, so the request may be sent again. */
final class FailedAttempt extends Exception {

  private static final long serialVersionUID = 1L;

  private final ModelException failure;
  private final @Nullable Duration wish;

  FailedAttempt(ModelException failure, @Nullable Duration wish) {
    super(failure.getMessage(), failure);
    this.failure = failure;
    this.wish = wish;
  }

  ModelException failure() {
    return failure;
  }

  /** Returns how long the server wishes not to be asked; null if it does not say. */
  @Nullable Duration wish() {
    return wish;
  }
}
