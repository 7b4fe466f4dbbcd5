package dev.loopgen.core.internal.tests.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.tests.LineFigure;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.command.FileView;
import dev.loopgen.core.internal.tests.lines.LineReports.Mutant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
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
  void coverage_fileOfTheSameLanguageInNoReport_isNotCovered() {
    LineReports reports = coverage(Map.of("src/a.js", Map.of(1, 1L)));

    assertThat(reports.coverage(edited("src/new.mjs", "x"), 80).isMet()).isFalse();
    assertThat(reports.coverage(edited("src/New.TSX", "x"), 80).isMet()).isFalse();
    assertThat(reports.coverage(edited("src/new.d.ts", "x"), 80).isMet()).isTrue();
    assertThat(reports.coverage(edited("lib/new.py", "x"), 80).isMet()).isTrue();
  }

  @Test
  void coverage_fileThatCannotBeRead_isNotCovered() {
    LineReports reports = coverage(Map.of("src/a.js", Map.of(1, 1L)));

    assertThat(reports.coverage(unread("src/huge.js"), 0).met()).isZero();
    assertThat(reports.coverage(unread("src/huge.js"), 80).isMet()).isFalse();
    assertThat(reports.coverage(unread("film.mp4"), 80).isMet()).isTrue();
  }

  private static EditedLines unread(String file) {
    return new EditedLines(Map.of(), Set.of(file));
  }

  @Test
  void edits_ofFilesThatMoved_areWhatIsNewInThem() {
    String cart = "a\nb\nc\nd\n";
    EditedLines edited =
        edits(
            Map.of("old/cart.js", cart, "old/same.js", "x\n", "kept.js", "k\n"),
            Map.of("new/cart.js", "a\nb\nC\nd\n", "new/same.js", "x\n", "kept.js", "k\n"));

    assertThat(edited.files()).isEqualTo(Map.of("new/cart.js", Map.of(3, "C")));
  }

  @Test
  void edits_ofAFileThatAnotherTookTheNameOf_areWhatIsNewInIt() {
    EditedLines edited =
        edits(
            Map.of("cart.js", "a\nb\nc\nd\n"),
            Map.of("cart.js", "all\n", "shop/cart.js", "a\nb\nC\nd\n"));

    assertThat(edited.files())
        .isEqualTo(Map.of("cart.js", Map.of(1, "all"), "shop/cart.js", Map.of(3, "C")));
  }

  @Test
  void edits_ofCopiesAndOfOtherFiles_areWhole() {
    EditedLines edited =
        edits(
            Map.of("kept.js", "k\n", "gone.js", "a\nb\n"),
            Map.of("kept.js", "k\n", "copy.js", "k\n", "other.js", "x\ny\na\n"));

    assertThat(edited.files())
        .isEqualTo(Map.of("copy.js", Map.of(1, "k"), "other.js", Map.of(1, "x", 2, "y", 3, "a")));
  }

  @Test
  void edits_ofAFileWithAZeroByte_areFound() {
    assertThat(EditedLines.between(bytes("a\n"), bytes("a\n// \0\nb\n"))).hasSize(2);
  }

  private static EditedLines edits(Map<String, String> before, Map<String, String> after) {
    return EditedFiles.between(
        side(before), side(after), new WorkTree(Path.of("/p"), null, false), path -> false);
  }

  private static EditedFiles.Side side(Map<String, String> files) {
    NavigableMap<RepoPath, TreeEntry> entries = new TreeMap<>();
    files.forEach(
        (path, text) ->
            entries.put(
                RepoPath.of(path),
                new TreeEntry(
                    FileMode.REGULAR, GitId.of(Sha256.hash(bytes(text)).hex().substring(0, 40)))));
    return new EditedFiles.Side(entries, new Texts(files));
  }

  /** Files whose content is known. */
  private record Texts(Map<String, String> files) implements FileView {

    @Override
    public Optional<byte[]> read(String path) {
      return Optional.ofNullable(files.get(path)).map(LineReportsTest::bytes);
    }

    @Override
    public boolean has(String path) {
      return files.containsKey(path);
    }

    @Override
    public Optional<String> link(String path) {
      return Optional.empty();
    }

    @Override
    public List<String> named(String name) {
      return List.of();
    }
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
    assertThat(reports.mutation(edited("demo/New.java", "return 1;"), 60).isMet()).isFalse();
    assertThat(reports.mutation(edited("demo/New.java", "int one();", "// return"), 60).isMet())
        .isTrue();
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
