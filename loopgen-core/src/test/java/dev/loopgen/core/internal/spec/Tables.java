package dev.loopgen.core.internal.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The tables of the pages in {@code docs} that stand between marks. */
public final class Tables {

  private static final Path DOCUMENT = Path.of("..", "docs", "loop-spec.md");

  private Tables() {}

  /** Returns the rows of a table: the code on the left, and the right cell without code marks. */
  static Stream<Arguments> rows(String mark) throws IOException {
    return rows(DOCUMENT, mark);
  }

  /** Returns the rows of a table of any page. */
  public static Stream<Arguments> rows(Path document, String mark) throws IOException {
    return Files.readAllLines(document).stream()
        .dropWhile(line -> !line.equals("<!-- begin " + mark + " -->"))
        .takeWhile(line -> !line.equals("<!-- end " + mark + " -->"))
        .skip(3)
        .map(line -> line.split(" ?\\| ?"))
        .map(
            cells ->
                Arguments.of(
                    cells[1].strip().replace("`", "").replace("\\n", "\n"),
                    cells[2].strip().replace("`", "")));
  }
}
