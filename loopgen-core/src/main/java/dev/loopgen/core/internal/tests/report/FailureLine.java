package dev.loopgen.core.internal.tests.report;

import dev.loopgen.api.tests.TestProblem.SourceLine;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the line that failed in what a report says of a failure. */
final class FailureLine {

  /** A frame of the JVM: {@code at shop.CartTest.adds(CartTest.java:12)}. */
  private static final Pattern JVM =
      Pattern.compile("at (?:[^\\s/]+/)?([\\w$.]+)\\.[^\\s(.]+\\(([\\w$]+\\.\\w+):(\\d{1,7})\\)");

  /**
   * A path with a line: {@code test/cart.test.js:12:5}, {@code test_cart.py:12: AssertionError}.
   */
  private static final Pattern PATH =
      Pattern.compile("(?<![\\w/.-])([\\w@+.-]+(?:/[\\w@+.-]+)*\\.[A-Za-z]\\w{0,9}):(\\d{1,7})\\b");

  private static final String DEPENDENCIES = "node_modules/";

  private FailureLine() {}

  /**
   * Finds a line.
   *
   * @param detail the text, without the directories of the project
   * @param type the class of the test, or an empty text
   */
  static Optional<SourceLine> find(String detail, ReportNames names, String type) {
    Matcher jvm = JVM.matcher(detail);
    while (jvm.find()) {
      if (!type.isEmpty() && jvm.group(1).equals(type)) {
        String folder = type.contains(".") ? type.substring(0, type.lastIndexOf('.') + 1) : "";
        return line(folder.replace('.', '/') + jvm.group(2), jvm.group(3));
      }
    }
    Matcher path = PATH.matcher(detail);
    Optional<SourceLine> found = Optional.empty();
    while (path.find()) {
      String file = path.group(1);
      if (!file.contains(DEPENDENCIES) && names.isFile(file, false)) {
        found = line(file, path.group(2));
        if (!file.endsWith(".py")) {
          return found;
        }
      }
    }
    return found;
  }

  private static Optional<SourceLine> line(String file, String number) {
    int line = Integer.parseInt(number);
    return line < 1 ? Optional.empty() : Optional.of(new SourceLine(file, line));
  }
}
