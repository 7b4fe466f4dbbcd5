package dev.loopgen.core.internal.tests.report;

/** A report that is no JUnit XML, or larger than what is read. */
final class InvalidReportException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message why, as a clause for people
   */
  InvalidReportException(String message) {
    super(message);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
