package dev.loopgen.core.internal.driven.dialect;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Edits between the markers of a merge conflict, which many models know: {@code <<<<<<< SEARCH},
 * {@code =======}, {@code >>>>>>> REPLACE}. Content may contain the same lines; then the edit is
 * refused.
 */
final class ConflictMarkers {

  private static final String SEARCH = "<<<<<<< SEARCH";
  private static final String DIVIDER = "=======";
  private static final String REPLACE = ">>>>>>> REPLACE";

  private ConflictMarkers() {}

  /** Reads the body of an edit. */
  static void read(String body, BiConsumer<String, String> replacement, Consumer<String> failure) {
    StringBuilder search = new StringBuilder();
    StringBuilder replace = new StringBuilder();
    @Nullable StringBuilder current = null;
    LineCursor lines = new LineCursor(body, 0);
    boolean any = false;
    while (lines.advance()) {
      String line = lines.line().stripTrailing();
      if (line.equals(SEARCH) && current == null) {
        current = search;
      } else if (line.equals(DIVIDER) && current == search) {
        current = replace;
      } else if (line.equals(REPLACE) && current == replace) {
        replacement.accept(search.toString(), replace.toString());
        search.setLength(0);
        replace.setLength(0);
        current = null;
        any = true;
      } else if (line.equals(SEARCH) || line.equals(DIVIDER) || line.equals(REPLACE)) {
        failure.accept("the edit's own markers are out of order or part of the content");
        return;
      } else if (current != null) {
        current.append(body, lines.start(), lines.next());
      } else if (!line.isBlank()) {
        failure.accept("text stands outside of the passages to find and to replace");
        return;
      }
    }
    if (current != null || !any) {
      failure.accept("the edit has no complete passage to find and to replace");
    }
  }
}
