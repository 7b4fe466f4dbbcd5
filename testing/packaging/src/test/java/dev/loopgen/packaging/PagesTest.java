package dev.loopgen.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the pages to their form: the index names each of them, and each can be read at one go. */
final class PagesTest {

  private static final int COLUMNS = 100;
  private static final int WORDS = 3000;
  private static final Path ROOT = Path.of("..", "..");
  private static final Path DOCS = ROOT.resolve("docs");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+\\.md)(?:#[^)]*)?\\)");
  private static final Pattern DEFINITION = Pattern.compile("(?m)^\\[[^]]+]: (?!https?:)(\\S+)$");
  private static final Pattern FENCE = Pattern.compile(" *```.*");

  static Stream<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(below(ROOT, 1));
    pages.addAll(below(DOCS, Integer.MAX_VALUE));
    return pages.stream();
  }

  @Test
  void readme_isReadInOneSitting() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void index_namesEveryPage() throws IOException {
    Set<String> linked = new TreeSet<>();
    LINK.matcher(Files.readString(DOCS.resolve("README.md")))
        .results()
        .forEach(link -> linked.add(link.group(1)));

    Set<String> pages = new TreeSet<>();
    for (Path page : below(DOCS, 1)) {
      pages.add(DOCS.relativize(page).toString());
    }
    pages.remove("README.md");
    assertThat(linked).as("the pages that docs/README.md names").containsAll(pages);
  }

  @Test
  void decisions_haveStatusDateAndConsequence() throws IOException {
    Path decisions = DOCS.resolve("adr");
    String index = Files.readString(decisions.resolve("README.md"));
    for (Path decision : below(decisions, 1)) {
      if (!decision.endsWith("README.md")) {
        String text = Files.readString(decision);
        assertThat(index).contains("(" + decision.getFileName() + ")");
        assertThat(text)
            .as(decision.toString())
            .containsPattern(
                "(?m)^(Accepted|Superseded by \\[.+]\\(.+\\)), \\d{4}-\\d{2}-\\d{2}\\.")
            .contains("\n**Consequence.** ");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void lines_fit(Path page) throws IOException {
    boolean code = false;
    List<String> wide = new ArrayList<>();
    for (String line : Files.readAllLines(page)) {
      if (FENCE.matcher(line).matches()) {
        code = !code;
      } else if (!code && line.codePointCount(0, line.length()) > COLUMNS && canBeWrapped(line)) {
        wide.add(line);
      }
    }

    assertThat(wide).as("lines of " + page + " over " + COLUMNS + " columns").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void words_areFewEnough(Path page) throws IOException {
    assertThat(Files.readString(page).strip().split("\\s+"))
        .as("words of " + page)
        .hasSizeLessThanOrEqualTo(WORDS);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void definitions_leadToFiles(Path page) throws IOException {
    for (var link : DEFINITION.matcher(Files.readString(page)).results().toList()) {
      assertThat(page.resolveSibling(link.group(1))).exists();
    }
  }

  /** Rows of tables, definitions of links and lines that are one long word stay as they are. */
  private static boolean canBeWrapped(String line) {
    return !line.stripLeading().startsWith("|")
        && !line.matches("\\[[^]]+]: \\S+")
        && line.strip().contains(" ");
  }

  private static List<Path> below(Path directory, int depth) throws IOException {
    try (Stream<Path> files = Files.walk(directory, depth)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }
}
