package dev.loopgen.core.internal.driven.edit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds lines that stand for code a model left out, such as {@code // rest of file}. Only lines
 * that consist of nothing but such words, as a comment or with dots, count.
 */
final class Placeholders {

  private static final int MAX_LENGTH = 100;

  private static final List<String> COMMENTS =
      List.of(
          "{/*", "<!--", "/**", "/*", "///", "//", "--", "##", "#", ";;", ";", "%", "*", "'''",
          "\"\"\"");

  private static final List<String> COMMENT_ENDS = List.of("*/}", "-->", "*/", "'''", "\"\"\"");

  /** The words that say that something is left out. */
  private static final Set<String> OMISSION =
      Set.of(
          "existing",
          "rest",
          "remaining",
          "remainder",
          "unchanged",
          "previous",
          "omitted",
          "original",
          "unmodified",
          "elided",
          "truncated",
          "snip",
          "same",
          "brevity",
          "other",
          "else",
          "continues",
          "before");

  /** Those of them that say so without dots, alone in a comment. */
  private static final Set<String> CLEAR =
      Set.of("unchanged", "omitted", "unmodified", "elided", "truncated", "snip");

  /** Those of them that say so without dots, together with other words of the kind. */
  private static final Set<String> VAGUE =
      Set.of("existing", "rest", "remaining", "remainder", "same");

  /** The words that surround them. */
  private static final Set<String> FILLER =
      Set.of(
          "the",
          "of",
          "code",
          "file",
          "files",
          "methods",
          "functions",
          "function",
          "method",
          "class",
          "classes",
          "implementation",
          "imports",
          "lines",
          "line",
          "stays",
          "remains",
          "stay",
          "remain",
          "is",
          "are",
          "as",
          "above",
          "below",
          "here",
          "for",
          "keep",
          "kept",
          "your",
          "and",
          "logic",
          "content",
          "contents",
          "body",
          "tests",
          "test",
          "no",
          "not",
          "changes",
          "changed",
          "this",
          "it",
          "goes",
          "everything",
          "section",
          "part",
          "module",
          "program",
          "script",
          "source",
          "definitions",
          "fields",
          "in",
          "all",
          "with",
          "any",
          "stuff",
          "would",
          "be",
          "go",
          "was",
          "were");

  private Placeholders() {}

  /** Returns the first such line of a text that does not already stand in the file before it. */
  static Optional<String> added(String text, String before) {
    Set<String> present = null;
    for (String line : Passage.lines(text)) {
      String stripped = line.strip();
      if (isPlaceholder(stripped)) {
        present = present == null ? strippedLines(before) : present;
        if (!present.contains(stripped)) {
          return Optional.of(stripped);
        }
      }
    }
    return Optional.empty();
  }

  private static Set<String> strippedLines(String text) {
    Set<String> lines = new HashSet<>();
    Passage.lines(text).forEach(line -> lines.add(line.strip()));
    return lines;
  }

  /** Tells whether a line without surrounding white space stands for omitted code. */
  static boolean isPlaceholder(String line) {
    if (line.length() > MAX_LENGTH || line.isEmpty()) {
      return false;
    }
    String comment = comment(line);
    String inner = comment.strip();
    boolean dots = hasDots(inner);
    if (comment.equals(line) && !(dots && inner.contains(" "))) {
      return false;
    }
    List<String> words = words(inner);
    boolean known =
        words.stream().allMatch(word -> OMISSION.contains(word) || FILLER.contains(word));
    if (words.isEmpty() || !known) {
      return false;
    }
    if (dots) {
      return words.stream().anyMatch(OMISSION::contains);
    }
    return words.stream().anyMatch(CLEAR::contains)
        || words.size() > 1 && words.stream().anyMatch(VAGUE::contains);
  }

  private static String comment(String line) {
    String inner = line;
    for (String start : COMMENTS) {
      if (inner.startsWith(start)) {
        inner = inner.substring(start.length());
        break;
      }
    }
    for (String end : COMMENT_ENDS) {
      if (inner.endsWith(end)) {
        inner = inner.substring(0, inner.length() - end.length());
        break;
      }
    }
    return inner;
  }

  private static boolean hasDots(String text) {
    return text.startsWith("...")
        || text.startsWith("…")
        || text.endsWith("...")
        || text.endsWith("…");
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (char unit : (text.toLowerCase(Locale.ROOT) + " ").toCharArray()) {
      if (Character.isLetterOrDigit(unit) || unit == '_' || unit == '=' || unit == '\'') {
        word.append(unit);
      } else if (!word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    return words;
  }
}
