package dev.loopgen.api;

/** The isolation that was asked for cannot be reached on this machine. Nothing was run. */
public final class IsolationException extends LoopgenException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is missing, and what to do
   */
  public IsolationException(String message) {
    super(message);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message what is missing, and what to do
   * @param cause the failure underneath
   */
  public IsolationException(String message, Throwable cause) {
    super(message, cause);
  }
}
