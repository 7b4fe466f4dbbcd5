package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.StopReason;

/** The model must not be asked any more. */
final class StoppedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient StopReason reason;

  StoppedException(StopReason reason) {
    super(reason.describe());
    this.reason = reason;
  }

  StopReason reason() {
    return reason;
  }
}
