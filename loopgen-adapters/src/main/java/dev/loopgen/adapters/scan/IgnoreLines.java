package dev.loopgen.adapters.scan;

import java.util.List;
import java.util.stream.Stream;

/**
 * The lines of a {@code .gitignore} that people wrote, compared by the name that they are about.
 */
final class IgnoreLines {

  private static final String BEGIN = "# loopgen:begin";
  private static final String END = "# loopgen:end";

  private IgnoreLines() {}

  /** Returns the plain names of the lines outside of the generated section. */
  static Stream<String> written(String content) {
    List<String> lines = content.lines().map(String::strip).toList();
    int begin = first(lines, BEGIN);
    int end = first(lines, END);
    List<String> own =
        begin < end && end < lines.size()
            ? Stream.concat(
                    lines.subList(0, begin).stream(), lines.subList(end, lines.size()).stream())
                .toList()
            : lines;
    return own.stream().map(IgnoreLines::plain);
  }

  private static int first(List<String> lines, String start) {
    int at = 0;
    while (at < lines.size() && !lines.get(at).startsWith(start)) {
      at++;
    }
    return at;
  }

  /** Takes away what says where a name is, and that it is a directory. */
  static String plain(String pattern) {
    return pattern.replaceFirst("^(\\*\\*/|/)", "").replaceFirst("(/|/\\*{1,2})$", "");
  }
}
