package dev.loopgen.api.json;

/** Bytes are not the one JSON value that was expected. The message is a clause for a person. */
public final class InvalidJsonException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final boolean ambiguous;
  private final boolean cutOff;

  /**
   * Creates the exception.
   *
   * @param message what is wrong, as a clause whose subject "it" is the text
   */
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

  /**
   * Tells whether some readers would read a value nevertheless, and not all of them the same one.
   *
   * @return true for a member that is there twice, invalid UTF-8, and an unusual spelling
   */
  public boolean isAmbiguous() {
    return ambiguous;
  }

  /**
   * Tells whether the text ends within a value, so that more bytes could complete it.
   *
   * @return true for the beginning of a value that is not whole
   */
  public boolean isCutOff() {
    return cutOff;
  }
}
