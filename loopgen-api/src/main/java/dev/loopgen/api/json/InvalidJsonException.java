package dev.loopgen.api.json;

/** Bytes are not the one JSON value that was expected. The message is a clause for a person. */
public final class InvalidJsonException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final boolean ambiguous;

  /**
   * Creates the exception.
   *
   * @param message what is wrong, as a clause whose subject "it" is the text
   */
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

  /**
   * Tells whether some readers would read a value nevertheless, and not all of them the same one.
   *
   * @return true for a member that is there twice, invalid UTF-8, and an unusual spelling
   */
  public boolean isAmbiguous() {
    return ambiguous;
  }
}
