package dev.loopgen.api;

/**
 * A signed note, a checkpoint, a proof or a key cannot be read, or something could not be signed.
 *
 * <p>Readable evidence that does not verify is an ordinary outcome, not this exception.
 */
public final class AttestationException extends LoopgenException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what went wrong, with which input, and what to do
   */
  public AttestationException(String message) {
    super(message);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param message what went wrong, with which input, and what to do
   * @param cause the failure underneath
   */
  public AttestationException(String message, Throwable cause) {
    super(message, cause);
  }
}
