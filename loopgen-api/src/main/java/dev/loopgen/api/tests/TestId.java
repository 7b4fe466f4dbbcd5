package dev.loopgen.api.tests;

import dev.loopgen.api.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The identity of a test in reports of the same project. It does not depend on where the project
 * lies, nor on how the test ended.
 *
 * @param file the file that the runner names, relative to the project; empty if it names none
 * @param suites the names of the nested suites, outermost first, or the class
 * @param name the name of the test
 * @param ordinal which of the tests with the same file, suites and name it is, from 1, executed
 *     ones first and otherwise in the order of the reports
 */
public record TestId(String file, List<String> suites, String name, int ordinal)
    implements Comparable<TestId> {

  private static final Comparator<TestId> ORDER =
      Comparator.comparing(TestId::file)
          .thenComparing(TestId::suites, TestId::compare)
          .thenComparing(TestId::name)
          .thenComparingInt(TestId::ordinal);

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the ordinal is not positive
   */
  public TestId {
    Objects.requireNonNull(file);
    Objects.requireNonNull(name);
    suites = List.copyOf(suites);
    if (ordinal < 1) {
      throw new IllegalArgumentException("the ordinal " + ordinal + " is not positive");
    }
  }

  private static int compare(List<String> one, List<String> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int order = one.get(i).compareTo(other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  /**
   * Returns the identity as one line, as acknowledgements and waivers name it. What is neither
   * ASCII nor a letter or digit is escaped.
   *
   * @return file, suites and name, separated by a {@code >} between spaces, and a space and {@code
   *     #N} for an ordinal above 1
   */
  public String text() {
    List<String> parts = new ArrayList<>();
    if (!file.isEmpty()) {
      parts.add(file);
    }
    parts.addAll(suites);
    parts.add(name);
    return printable(String.join(" > ", parts)) + (ordinal == 1 ? "" : " #" + ordinal);
  }

  private static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c >= ' ' && c <= '~' || Character.isLetterOrDigit(c)) {
                out.appendCodePoint(c);
              } else {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
              }
            });
    return out.toString();
  }

  /**
   * Returns the identity as JSON, which no other identity shares.
   *
   * @return the parts in order
   */
  public Json.Array json() {
    return new Json.Array(
        List.of(Json.of(file), Json.strings(suites), Json.of(name), Json.of(ordinal)));
  }

  @Override
  public int compareTo(TestId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return text();
  }
}
