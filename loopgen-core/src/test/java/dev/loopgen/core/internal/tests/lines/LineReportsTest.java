package dev.loopgen.core.internal.tests.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tests.LineFigure;
import dev.loopgen.core.internal.tests.lines.LineReports.Mutant;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class LineReportsTest {

  @Test
  void edits_ofAFile_areItsNewLines() {
    NavigableMap<Integer, String> lines =
        EditedLines.between(bytes("a\nb\nc\n"), bytes("a\nB\nc\nd\n"));

    assertThat(lines).containsExactly(Map.entry(2, "B"), Map.entry(4, "d"));
  }

  @Test
  void coverage_countsInstrumentedEditedLinesOnly() {
    LineReports reports = coverage(Map.of("src/a.js", Map.of(1, 1L, 2, 0L, 9, 0L)));

    assertThat(reports.coverage(edited("src/a.js", "x", "y", "// comment"), 80))
        .isEqualTo(new LineFigure(1, 2, 80));
  }

  @Test
  void coverage_exclusionAddedByTheChange_countsWhatIsLeftOut() {
    LineReports reports = coverage(Map.of("src/a.js", Map.of(1, 1L)));

    assertThat(
            reports.coverage(
                edited("src/a.js", "x", "/* node:coverage ignore next 2 */", "y", "z"), 80))
        .isEqualTo(new LineFigure(1, 4, 80));
  }

  @Test
  void coverage_fileInNoReport_isNotCovered() {
    LineReports reports = coverage(Map.of("src/a.js", Map.of(1, 1L)));

    assertThat(reports.coverage(edited("src/new.js", "x", "", "y"), 80))
        .isEqualTo(new LineFigure(0, 2, 80));
    assertThat(reports.coverage(edited("README.md", "x"), 80).isMet()).isTrue();
  }

  @Test
  void coverage_withoutAnyReport_isNone() {
    assertThat(LineReports.NONE.coverage(edited("src/a.js", "x"), 80).isMet()).isFalse();
    assertThat(LineReports.NONE.coverage(new EditedLines(Map.of(), Set.of()), 80).isMet()).isTrue();
  }

  @Test
  void mutants_ofEditedLines_areCounted() {
    LineReports reports =
        new LineReports(
            Map.of(),
            List.of(
                new Mutant("demo/Cart.java", 1, true),
                new Mutant("demo/Cart.java", 2, false),
                new Mutant("demo/Cart.java", 7, false),
                new Mutant("demo/Other.java", 1, false)));

    assertThat(reports.mutation(edited("src/main/java/demo/Cart.java", "x", "y"), 60))
        .isEqualTo(new LineFigure(1, 2, 60));
    assertThat(LineReports.NONE.mutation(edited("a.java", "x"), 60).isMet()).isFalse();
  }

  private static LineReports coverage(Map<String, Map<Integer, Long>> hits) {
    return new LineReports(hits, List.of());
  }

  private static EditedLines edited(String file, String... lines) {
    NavigableMap<Integer, String> texts = new TreeMap<>();
    for (int i = 0; i < lines.length; i++) {
      texts.put(i + 1, lines[i]);
    }
    return new EditedLines(Map.of(file, texts), Set.of());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
