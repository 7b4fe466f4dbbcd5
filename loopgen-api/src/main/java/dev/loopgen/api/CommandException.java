package dev.loopgen.api;

/**
 * The platform could not start or supervise a command. Says nothing about the command's verdict.
 */
public final class CommandException extends LoopgenException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what went wrong, with which input, and what to do
   */
  public CommandException(String message) {
    super(message);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message what went wrong, with which input, and what to do
   * @param cause the failure underneath
   */
  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
