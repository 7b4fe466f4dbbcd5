package dev.loopgen.adapters.internal.http;

import dev.loopgen.api.ModelException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An attempt failed before any answer arrived, so the request may be sent again. */
final class FailedAttempt extends Exception {

  private static final long serialVersionUID = 1L;

  private final ModelException failure;
  private final boolean temporary;
  private final @Nullable Duration wish;

  /** Creates the failure of an attempt that may succeed a few seconds later. */
  FailedAttempt(ModelException failure) {
    this(failure, false, null);
  }

  private FailedAttempt(ModelException failure, boolean temporary, @Nullable Duration wish) {
    super(failure.getMessage(), failure);
    this.failure = failure;
    this.temporary = temporary;
    this.wish = wish;
  }

  /** Creates the failure of an attempt that the server says will succeed later. */
  static FailedAttempt temporary(ModelException failure, @Nullable Duration wish) {
    return new FailedAttempt(failure, true, wish);
  }

  ModelException failure() {
    return failure;
  }

  /** Tells whether the server says that it will answer later. */
  boolean isTemporary() {
    return temporary;
  }

  /** Returns how long the server wishes not to be asked; null if it does not say. */
  @Nullable Duration wish() {
    return wish;
  }
}
