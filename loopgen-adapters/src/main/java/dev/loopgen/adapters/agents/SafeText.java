package dev.loopgen.adapters.agents;

import dev.loopgen.api.internal.text.Markdown;
import dev.loopgen.api.internal.text.VisibleText;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of a project that end up in files for agents, where they must not act as markup. */
final class SafeText {

  private static final int MAX_NAME = 80;

  /** Text that means itself in Markdown, also at the start of a line. */
  private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} .,:;'()/?=-]*");

  private SafeText() {}

  /** Returns a project's name with nothing but letters, digits and the marks that names have. */
  static String name(String raw) {
    String plain = raw.replaceAll("[^\\p{L}\\p{N} ._@/+-]+", "_").replaceAll("\\s+", " ").strip();
    String bounded = plain.substring(0, Math.min(plain.length(), MAX_NAME));
    return bounded.isBlank() ? "this project" : bounded;
  }

  /** Returns text on one line without control characters. */
  static String line(String raw) {
    return VisibleText.of(raw).replace('\n', ' ').strip();
  }

  /** Returns text as it stands if it is plain words, or else as a code span. */
  static String shown(String raw) {
    return WORDS.matcher(raw).matches() ? raw : Markdown.code(raw);
  }

  /** Returns text as a paragraph, followed by an empty line. */
  static String paragraph(String raw) {
    return raw.isBlank() ? "" : shown(raw) + "\n\n";
  }

  static String bullets(List<String> items) {
    return items.stream().map(item -> "- " + shown(item)).collect(Collectors.joining("\n"));
  }

  static String commands(List<String> commands) {
    return commands.stream()
        .map(command -> "- " + Markdown.code(command))
        .collect(Collectors.joining("\n"));
  }

  static String codes(List<String> items) {
    return items.stream().map(Markdown::code).collect(Collectors.joining(", "));
  }

  static String numbered(List<String> items) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : "\n").append(i + 1).append(". ").append(shown(items.get(i)));
    }
    return out.toString();
  }
}
