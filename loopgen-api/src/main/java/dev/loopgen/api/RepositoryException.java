package dev.loopgen.api;

/** The repository cannot be read, uses an unsupported feature, or a base does not resolve. */
public final class RepositoryException extends LoopgenException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what went wrong, with which input, and what to do
   */
  public RepositoryException(String message) {
    super(message);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message what went wrong, with which input, and what to do
   * @param cause the failure underneath
   */
  public RepositoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
