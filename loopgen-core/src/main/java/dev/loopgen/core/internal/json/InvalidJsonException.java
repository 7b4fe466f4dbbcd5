package dev.loopgen.core.internal.json;

/** Bytes are not the one JSON value that was expected. The message is a clause for a person. */
public final class InvalidJsonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean ambiguous;

  public InvalidJsonException(String message) {
    this(message, false);
  }

  private InvalidJsonException(String message, boolean ambiguous) {
    super(message);
    this.ambiguous = ambiguous;
  }

  /** A value that some readers read, and not all of them alike. */
  static InvalidJsonException ambiguous(String message) {
    return new InvalidJsonException(message, true);
  }

  /** Tells whether some readers would read a value nevertheless. */
  public boolean isAmbiguous() {
    return ambiguous;
  }
}
