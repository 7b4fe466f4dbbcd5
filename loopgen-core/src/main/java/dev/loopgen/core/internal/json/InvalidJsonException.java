package dev.loopgen.core.internal.json;

/** Bytes are not the one JSON value that was expected. The message is a clause for a person. */
public final class InvalidJsonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean ambiguous;
  private final boolean cutOff;

  public InvalidJsonException(String message) {
    this(message, false, false);
  }

  private InvalidJsonException(String message, boolean ambiguous, boolean cutOff) {
    super(message);
    this.ambiguous = ambiguous;
    this.cutOff = cutOff;
  }

  /** A value that some readers read, and not all of them alike. */
  static InvalidJsonException ambiguous(String message) {
    return new InvalidJsonException(message, true, false);
  }

  /** The beginning of a value: more bytes could complete it. */
  static InvalidJsonException cutOff() {
    return new InvalidJsonException("it is not JSON: it ends too early", false, true);
  }

  /** Tells whether some readers would read a value nevertheless. */
  public boolean isAmbiguous() {
    return ambiguous;
  }

  /** Tells whether the text ends within a value. */
  boolean isCutOff() {
    return cutOff;
  }
}
