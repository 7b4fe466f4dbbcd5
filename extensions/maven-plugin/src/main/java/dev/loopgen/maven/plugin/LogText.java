package dev.loopgen.maven.plugin;

import dev.loopgen.api.internal.text.TerminalText;
import java.util.List;
import java.util.stream.Collectors;

/** Text for Maven's log, in which no file name or output can act on a terminal. */
final class LogText {

  private LogText() {}

  /** Escapes a sentence of the library. */
  static String of(String sentence) {
    return TerminalText.sentence(sentence);
  }

  /** Joins lines behind a first one, as the message of a failure. */
  static String of(String first, List<String> lines) {
    return first + lines.stream().map(line -> "\n" + line).collect(Collectors.joining());
  }
}
