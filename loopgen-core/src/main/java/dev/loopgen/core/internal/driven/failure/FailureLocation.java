package dev.loopgen.core.internal.driven.failure;

import java.util.Objects;
import java.util.Optional;

/**
 * A place that output names.
 *
 * @param name the file as the tool wrote it: a path, or the end of one
 * @param line the line, from 1
 */
public record FailureLocation(String name, int line) {

  private static final int MAX_NAME = 1000;

  public FailureLocation {
    Objects.requireNonNull(name);
    if (line < 1) {
      throw new IllegalArgumentException("lines are counted from 1");
    }
  }

  /**
   * Reads {@code name:line} or {@code name:line:column}, whatever follows a further colon or blank.
   */
  static Optional<FailureLocation> parse(String text) {
    int from =
        text.length() > 2 && text.charAt(1) == ':' && "/\\".indexOf(text.charAt(2)) >= 0 ? 2 : 0;
    int colon = text.indexOf(':', from);
    int end = colon + 1;
    while (colon > 0 && end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    boolean ended = end == text.length() || ": \t)'".indexOf(text.charAt(end)) >= 0;
    return colon > 0 && ended
        ? of(text.substring(0, colon), text.substring(colon + 1, end))
        : Optional.empty();
  }

  /** Reads a name and digits. */
  static Optional<FailureLocation> of(String name, String digits) {
    boolean number =
        !digits.isEmpty()
            && digits.length() <= 9
            && digits.chars().allMatch(unit -> isDigit((char) unit));
    if (!number || name.isBlank() || name.length() > MAX_NAME || Integer.parseInt(digits) == 0) {
      return Optional.empty();
    }
    return Optional.of(new FailureLocation(name, Integer.parseInt(digits)));
  }

  static boolean isDigit(char unit) {
    return unit >= '0' && unit <= '9';
  }
}
