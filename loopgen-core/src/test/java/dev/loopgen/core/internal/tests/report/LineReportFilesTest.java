package dev.loopgen.core.internal.tests.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.api.verify.Redactor;
import dev.loopgen.core.internal.tests.lines.LineReports.Mutant;
import dev.loopgen.core.internal.tests.report.LineReportFiles.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LineReportFilesTest {

  @TempDir private Path root;

  @Test
  void lcov_severalRecords_keepsTheHighestCount() throws IOException {
    write(
        "TN:\nSF:"
            + root
            + "/src/a.js\nDA:1,0\nDA:2,3\nend_of_record\nSF:src/a.js\nDA:1,1\nend_of_record\n");

    assertThat(read(Format.LCOV).lines().hits())
        .isEqualTo(Map.of("src/a.js", Map.of(1, 1L, 2, 3L)));
  }

  @Test
  void lcov_pathsRelativeToADirectoryAboveTheReport_areThoseOfTheProject() throws IOException {
    Files.createDirectories(root.resolve("out/src"));
    Files.writeString(root.resolve("out/src/b.js"), "");
    write("SF:./lib/../src/b.js\nDA:1,1\nSF:src/none.js\nDA:1,1\n");

    assertThat(read(Format.LCOV).lines().hits()).containsOnlyKeys("out/src/b.js", "src/none.js");
  }

  @Test
  void pit_mutants_haveFileLineAndFate() throws IOException {
    write(
        "<mutations><mutation detected='true' status='KILLED'><sourceFile>Cart.java</sourceFile>"
            + "<mutatedClass>demo.Cart$Inner</mutatedClass><lineNumber>3</lineNumber></mutation>"
            + "<mutation detected='false' status='SURVIVED'><sourceFile>Cart.java</sourceFile>"
            + "<mutatedClass>demo.Cart</mutatedClass><lineNumber>4</lineNumber></mutation>"
            + "</mutations>");

    assertThat(read(Format.PIT).lines().mutants())
        .containsExactly(
            new Mutant("demo/Cart.java", 3, true), new Mutant("demo/Cart.java", 4, false));
  }

  @Test
  void brokenReports_areProblems() throws IOException {
    write("SF:a\nDA:x,y\n");
    assertThat(read(Format.LCOV).problems())
        .singleElement()
        .isInstanceOf(TestFailure.ReportUnreadable.class);
    assertThat(read(Format.PIT).problems())
        .singleElement()
        .isInstanceOf(TestFailure.ReportUnreadable.class);
  }

  private void write(String text) throws IOException {
    Files.createDirectories(root.resolve("out"));
    Files.writeString(root.resolve("out/report"), text);
  }

  private LineReportFiles read(Format format) {
    return LineReportFiles.read(
        root,
        PathPatterns.of(List.of(PathPattern.parse("out/")), new WorkTree(root, null, false)),
        format,
        ReportAge.inEmptyPlace(Instant.EPOCH, path -> false, digest -> false),
        ReportNames.of(List.of(root), Redactor.of(Map.of())));
  }
}
