package dev.loopgen.api;

/** The audit ledger cannot be read or appended to, so a run cannot be recorded. */
public final class LedgerException extends LoopgenException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what went wrong, with which input, and what to do
   */
  public LedgerException(String message) {
    super(message);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message what went wrong, with which input, and what to do
   * @param cause the failure underneath
   */
  public LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
