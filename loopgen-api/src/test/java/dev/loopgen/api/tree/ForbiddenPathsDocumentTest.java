package dev.loopgen.api.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the tables of {@code docs/forbidden-paths.md} to the patterns they describe. */
final class ForbiddenPathsDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "forbidden-paths.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  static Stream<List<String>> examples() throws IOException {
    return rows("examples");
  }

  static Stream<List<String>> refusals() throws IOException {
    return rows("refusals");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_matchesWhatItsRowSays(List<String> row) {
    PathPatterns pattern =
        PathPatterns.of(
            List.of(PathPattern.parse(code(row.get(0)).get(0))),
            new WorkTree(Path.of("/work"), null, false));

    assertThat(code(row.get(1))).isNotEmpty().allMatch(path -> matches(pattern, path));
    assertThat(code(row.get(2))).isNotEmpty().noneMatch(path -> matches(pattern, path));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusal_saysWhatItsRowSays(List<String> row) {
    assertThatThrownBy(() -> PathPattern.parse(code(row.get(0)).get(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(row.get(1));
  }

  private static boolean matches(PathPatterns pattern, String path) {
    return pattern.match(RepoPath.of(path)).isPresent();
  }

  private static List<String> code(String cell) {
    return CODE.matcher(cell).results().map((MatchResult found) -> found.group(1)).toList();
  }

  /** The cells of the rows below the heads of a table between marks. */
  private static Stream<List<String>> rows(String mark) throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .dropWhile(line -> !line.equals("<!-- begin " + mark + " -->"))
        .takeWhile(line -> !line.equals("<!-- end " + mark + " -->"))
        .skip(3)
        .map(line -> Stream.of(line.split("\\|")).skip(1).map(String::strip).toList());
  }
}
