package dev.loopgen.core.internal.json;

/** Bytes are not the one JSON value that was expected. The message is a clause for a person. */
public final class InvalidJsonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidJsonException(String message) {
    super(message);
  }

  public InvalidJsonException(String message, Throwable cause) {
    super(message, cause);
  }
}
