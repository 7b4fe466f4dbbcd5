package dev.loopgen.cli.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Asks questions on standard input, a line for each answer. */
public final class Dialogue {

  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  private final PrintWriter out;

  public Dialogue(PrintWriter out) {
    this.out = out;
  }

  /**
   * Asks for a text.
   *
   * @param preset the answer for an empty line, shown with the question
   * @return the answer; empty if the input has ended
   */
  public Optional<String> ask(String question, String preset) {
    out.print(question + (preset.isEmpty() ? " " : " [" + Console.escape(preset) + "] "));
    out.flush();
    return line().map(line -> line.isBlank() ? preset : line.strip());
  }

  /**
   * Asks for a yes or no.
   *
   * @param preset the answer for an empty line
   * @return true only for a yes; false if the input has ended
   */
  public boolean confirm(String question, boolean preset) {
    out.print(question + (preset ? " [Y/n] " : " [y/N] "));
    out.flush();
    Optional<String> answer = line().map(line -> line.strip().toLowerCase(Locale.ROOT));
    return answer.isPresent()
        && (answer.get().isEmpty()
            ? preset
            : answer.get().equals("y") || answer.get().equals("yes"));
  }

  /** Returns a line; empty if the input has ended, or cannot be read. */
  private Optional<String> line() {
    Optional<String> line;
    try {
      line = Optional.ofNullable(in.readLine());
    } catch (IOException unreadable) {
      line = Optional.empty();
    }
    if (line.isEmpty()) {
      out.println();
    }
    return line;
  }
}
