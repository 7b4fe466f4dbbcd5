package dev.loopgen.cli.support;

/** The request is refused because a requirement is not met; exit code 1. */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message why, and what to do, in a sentence
   */
  public RefusedException(String message) {
    super(message);
  }
}
