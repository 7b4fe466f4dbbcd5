package dev.loopgen.api.json;

/** The bytes are not a single valid JSON value. The message is a clause for people. */
public final class InvalidJsonException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final boolean ambiguous;
  private final boolean cutOff;

  /**
   * Creates the exception.
   *
   * @param message what is wrong, as a clause with the text as its subject "it"
   */
  public InvalidJsonException(String message) {
    this(message, false, false);
  }

  private InvalidJsonException(String message, boolean ambiguous, boolean cutOff) {
    super(message);
    this.ambiguous = ambiguous;
    this.cutOff = cutOff;
  }

  /** A value that different readers may read differently. */
  static InvalidJsonException ambiguous(String message) {
    return new InvalidJsonException(message, true, false);
  }

  /** A truncated value that more bytes could complete. */
  static InvalidJsonException cutOff() {
    return new InvalidJsonException("it is not JSON: it ends too early", false, true);
  }

  /**
   * Tells whether other readers may accept the text but disagree about its value.
   *
   * @return true for a duplicate member, invalid UTF-8, or an unusual spelling
   */
  public boolean isAmbiguous() {
    return ambiguous;
  }

  /**
   * Tells whether the text is a truncated value that more bytes could complete.
   *
   * @return true if the text ends within a value
   */
  public boolean isCutOff() {
    return cutOff;
  }
}
