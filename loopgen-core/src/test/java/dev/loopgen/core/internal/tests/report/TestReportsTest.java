package dev.loopgen.core.internal.tests.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.api.verify.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class TestReportsTest {

  private static final Instant BEGAN = Instant.parse("2026-01-02T03:04:05.600Z");

  @TempDir private Path root;

  @Test
  void read_severalFiles_numbersEqualNames() throws IOException {
    report("out/a.xml", "<testcase name='x'/><testcase name='x'><skipped/></testcase>");
    report("out/b.xml", "<testcase name='x'/><testcase name='y'/>");

    TestReports reports = read(empty());

    assertThat(reports.problems()).isEmpty();
    assertThat(reports.files()).hasSize(2);
    assertThat(reports.cases())
        .extracting(TestCase::id)
        .extracting(TestId::text)
        .containsExactly("s > x", "s > x #3", "s > x #2", "s > y");
  }

  @Test
  void report_withTheBytesOfBefore_isStale() throws IOException {
    report("out/a.xml", "<testcase name='x'/>");
    ReportAge age = before();
    report("out/a.xml", "<testcase name='x'/>");

    TestReports reports = read(age);

    assertThat(reports.cases()).isEmpty();
    assertThat(reports.problems()).singleElement().isInstanceOf(TestFailure.StaleReport.class);
  }

  @Test
  void report_withOtherBytes_counts() throws IOException {
    report("out/a.xml", "<testcase name='x'/>");
    ReportAge age = before();
    report("out/a.xml", "<testcase name='x' time='1'/>");

    assertThat(read(age).cases()).hasSize(1);
  }

  @Test
  void report_ofBeforeTheRunByItsOwnTime_isStale() throws IOException {
    for (String time :
        List.of("2026-01-02T03:04:04Z", "2020-01-01T00:00:00", "2026-01-02T04:04:04+01:00")) {
      write("out/a.xml", "<testsuite timestamp='" + time + "'><testcase name='x'/></testsuite>");

      assertThat(read(empty()).problems())
          .as(time)
          .singleElement()
          .isInstanceOf(TestFailure.StaleReport.class);
    }
  }

  @Test
  void report_ofTheSecondInWhichTheRunBegan_counts() throws IOException {
    for (String time : List.of("2026-01-02T03:04:05Z", "2026-01-02T03:04:05", "yesterday")) {
      write("out/a.xml", "<testsuite timestamp='" + time + "'><testcase name='x'/></testsuite>");

      assertThat(read(empty()).problems()).as(time).isEmpty();
    }
  }

  @Test
  void report_ofAnEarlierRunOfAnotherTree_isStale() throws IOException {
    report("out/a.xml", "<testcase name='x'/>");

    assertThat(read(ReportAge.inEmptyPlace(BEGAN, path -> false, digest -> true)).problems())
        .singleElement()
        .isInstanceOf(TestFailure.StaleReport.class);
  }

  @Test
  void committedReport_isNone() throws IOException {
    ReportAge age = ReportAge.before(BEGAN, root, patterns(), path -> true, digest -> false);
    report("out/a.xml", "<testcase name='x'/>");

    assertThat(read(age).cases()).isEmpty();
  }

  @Test
  void brokenReport_besideASoundOne_isAProblem() throws IOException {
    report("out/a.xml", "<testcase name='x'/>");
    write("out/b.xml", "<testsuite><testcase");

    TestReports reports = read(empty());

    assertThat(reports.cases()).hasSize(1);
    assertThat(reports.problems())
        .containsExactly(
            new TestFailure.ReportUnreadable("out/b.xml", "it is not well-formed XML (line 1)"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void link_isNeverFollowed() throws IOException {
    write("elsewhere/a.xml", "<testsuite><testcase name='x'/></testsuite>");
    Files.createDirectories(root.resolve("out"));
    Files.createSymbolicLink(root.resolve("out/a.xml"), root.resolve("elsewhere/a.xml"));
    Files.createSymbolicLink(root.resolve("out/deep"), root.resolve("elsewhere"));

    TestReports reports = read(empty());

    assertThat(reports.cases()).isEmpty();
    assertThat(reports.problems())
        .containsExactly(new TestFailure.ReportUnreadable("out/a.xml", "it is not a regular file"));
  }

  @Test
  void otherFiles_areNoReports() throws IOException {
    write("out/readme.txt", "text");
    write("target/a.xml", "no report");

    assertThat(read(empty())).isEqualTo(TestReports.NONE);
  }

  @Test
  void read_fiftyThousandCases_takesAMoment() throws IOException {
    String cases =
        Stream.iterate(0, i -> i + 1)
            .limit(250)
            .map(i -> "<testcase name='case" + i + "' classname='demo.Class' time='0.001'/>")
            .reduce("", String::concat);
    for (int i = 0; i < 200; i++) {
      write("out/" + i + ".xml", "<testsuite name='demo" + i + "'>" + cases + "</testsuite>");
    }
    long start = System.nanoTime();

    assertThat(read(empty()).cases()).hasSize(50_000);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  private TestReports read(ReportAge age) {
    return TestReports.read(
        root, patterns(), age, ReportNames.of(List.of(root), Redactor.of(Map.of())));
  }

  private static ReportAge empty() {
    return ReportAge.inEmptyPlace(BEGAN, path -> false, digest -> false);
  }

  private ReportAge before() throws IOException {
    return ReportAge.before(BEGAN, root, patterns(), (RepoPath path) -> false, digest -> false);
  }

  private PathPatterns patterns() {
    return PathPatterns.of(List.of(PathPattern.parse("out/**")), new WorkTree(root, null, false));
  }

  private void report(String path, String cases) throws IOException {
    write(path, "<testsuite name='s'>" + cases + "</testsuite>");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
