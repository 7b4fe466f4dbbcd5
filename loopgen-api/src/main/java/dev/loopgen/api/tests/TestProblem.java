package dev.loopgen.api.tests;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a test failed, in the words of its report, which are those of the code under test. Immutable.
 */
public final class TestProblem {

  private final String message;
  private final String detail;
  private final @Nullable SourceLine line;

  /**
   * A line of a source file.
   *
   * @param file the file as the report names it, relative to the project where it lies in it
   * @param line the line, from 1
   */
  public record SourceLine(String file, int line) {

    /**
     * Checks the line.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public SourceLine {
      Objects.requireNonNull(file);
      if (line < 1) {
        throw new IllegalArgumentException("the line " + line + " is not positive");
      }
    }

    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  /**
   * Creates a problem.
   *
   * @param message the message, possibly shortened or empty
   * @param detail the stack trace or what else the report has, possibly shortened or empty
   * @param line where it failed, or null if the report does not say
   */
  public TestProblem(String message, String detail, @Nullable SourceLine line) {
    this.message = Objects.requireNonNull(message);
    this.detail = Objects.requireNonNull(detail);
    this.line = line;
  }

  /**
   * Returns the message.
   *
   * @return a text that may hold anything, possibly shortened or empty
   */
  public String message() {
    return message;
  }

  /**
   * Returns the stack trace or what else the report has.
   *
   * @return a text that may hold anything, possibly shortened or empty
   */
  public String detail() {
    return detail;
  }

  /**
   * Returns where the test failed.
   *
   * @return the line; empty if the report does not say
   */
  public Optional<SourceLine> line() {
    return Optional.ofNullable(line);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TestProblem that
        && message.equals(that.message)
        && detail.equals(that.detail)
        && Objects.equals(line, that.line);
  }

  @Override
  public int hashCode() {
    return Objects.hash(message, detail, line);
  }

  @Override
  public String toString() {
    return line == null ? message : line + ": " + message;
  }
}
