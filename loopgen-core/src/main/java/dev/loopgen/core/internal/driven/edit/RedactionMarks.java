package dev.loopgen.core.internal.driven.edit;

import dev.loopgen.api.verify.Redactor;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the marks that hid secrets from a model in what it sends back to be written. */
final class RedactionMarks {

  private RedactionMarks() {}

  /** Returns the first line with a mark that does not stand like that in the file before it. */
  static Optional<String> added(String text, String before) {
    if (!text.contains(Redactor.MARKER)) {
      return Optional.empty();
    }
    Set<String> present =
        Passage.lines(before).stream().map(String::strip).collect(Collectors.toSet());
    return Passage.lines(text).stream()
        .map(String::strip)
        .filter(line -> line.contains(Redactor.MARKER) && !present.contains(line))
        .findFirst();
  }
}
