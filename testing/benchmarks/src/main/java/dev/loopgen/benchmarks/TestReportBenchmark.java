package dev.loopgen.benchmarks;

import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.api.verify.Redactor;
import dev.loopgen.core.internal.tests.report.ReportAge;
import dev.loopgen.core.internal.tests.report.ReportNames;
import dev.loopgen.core.internal.tests.report.TestReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Measures the reading of 50,000 tests in 200 reports as Surefire writes them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class TestReportBenchmark {

  private static final int FILES = 200;
  private static final int TESTS = 250;

  private Path root = Path.of("");
  private final Redactor redactor =
      Redactor.of(
          Map.of("API_TOKEN", "a-token-that-no-report-has", "DB_PASSWORD", "hunter2hunter2"));

  /** Used by JMH, which calls {@link #write()} before anything else. */
  public TestReportBenchmark() {}

  /** Writes the reports. */
  @Setup
  public void write() throws IOException {
    root = Files.createTempDirectory("loopgen-reports");
    Path directory = Files.createDirectories(root.resolve("target/surefire-reports"));
    for (int i = 0; i < FILES; i++) {
      String name = "org.example.shop.checkout.Case" + i + "Test";
      Files.writeString(directory.resolve("TEST-" + name + ".xml"), report(name));
    }
  }

  private static String report(String suite) {
    StringBuilder xml =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>%n<testsuite name=\"%s\" time=\"1.5\""
                    + " tests=\"%d\" errors=\"0\" skipped=\"5\" failures=\"5\">%n",
                suite,
                TESTS));
    for (int i = 0; i < TESTS; i++) {
      xml.append(
          String.format(
              Locale.ROOT,
              "  <testcase name=\"method_condition%d_outcome\" classname=\"%s\" time=\"0.%03d\"",
              i,
              suite,
              i));
      xml.append(
          switch (i % 50) {
            case 7 -> "><skipped message=\"not on this machine\"/></testcase>\n";
            case 9 ->
                "><failure message=\"expected: &lt;1&gt; but was: &lt;2&gt;\" type=\"E\"><![CDATA["
                    + ("\tat " + suite + ".method(Case.java:12)\n").repeat(30)
                    + "]]></failure></testcase>\n";
            default -> "/>\n";
          });
    }
    return xml.append("</testsuite>\n").toString();
  }

  /** Deletes the reports. */
  @TearDown
  public void delete() throws IOException {
    try (Stream<Path> below = Files.walk(root)) {
      below.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  private TestReports read() {
    PathPatterns patterns =
        PathPatterns.of(
            List.of(PathPattern.parse("target/surefire-reports/TEST-*.xml")),
            new WorkTree(root, null, false));
    return TestReports.read(
        root,
        patterns,
        ReportAge.inEmptyPlace(Instant.EPOCH, path -> false, digest -> false),
        ReportNames.of(List.of(root), redactor));
  }

  /**
   * Reads the reports.
   *
   * @return the number of tests
   */
  @Benchmark
  public int read50000Tests() {
    return counted(read().cases().size());
  }

  /**
   * Reads the reports and makes the evidence of a run of them.
   *
   * @return the evidence
   */
  @Benchmark
  public TestEvidence evidenceOf50000Tests() {
    TestReports reports = read();
    counted(reports.cases().size());
    return TestEvidence.builder(reports.files(), reports.cases()).build();
  }

  private static int counted(int tests) {
    if (tests != FILES * TESTS) {
      throw new IllegalStateException("read " + tests + " tests");
    }
    return tests;
  }
}
