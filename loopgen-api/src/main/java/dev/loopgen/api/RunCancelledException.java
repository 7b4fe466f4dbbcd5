package dev.loopgen.api;

import java.util.Objects;

/** A run was cancelled or exceeded its deadline; it left no ledger entry. */
public final class RunCancelledException extends LoopgenException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why a run ended early. */
  public enum Reason {
    /** The run's {@link dev.loopgen.api.run.Cancellation} was cancelled. */
    CANCELLED,
    /** Its deadline passed. */
    DEADLINE
  }

  /**
   * Creates the exception.
   *
   * @param reason why the run ended
   * @param message what went wrong, with which input, and what to do
   */
  public RunCancelledException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /**
   * Creates the exception with its cause.
   *
   * @param reason why the run ended
   * @param message what went wrong, with which input, and what to do
   * @param cause the failure underneath
   */
  public RunCancelledException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /**
   * Returns why the run ended early.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }
}
