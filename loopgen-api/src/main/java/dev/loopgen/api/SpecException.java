package dev.loopgen.api;

/** A loop spec, a pattern or another file of expectations is missing or not valid. */
public final class SpecException extends LoopgenException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what went wrong, with which input, and what to do
   */
  public SpecException(String message) {
    super(message);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message what went wrong, with which input, and what to do
   * @param cause the failure underneath
   */
  public SpecException(String message, Throwable cause) {
    super(message, cause);
  }
}
