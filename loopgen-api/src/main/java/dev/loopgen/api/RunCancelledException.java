package dev.loopgen.api;

/** A run was cancelled through its handle or met its deadline; it left no ledger entry. */
public final class RunCancelledException extends LoopgenException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what went wrong, with which input, and what to do
   */
  public RunCancelledException(String message) {
    super(message);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message what went wrong, with which input, and what to do
   * @param cause the failure underneath
   */
  public RunCancelledException(String message, Throwable cause) {
    super(message, cause);
  }
}
