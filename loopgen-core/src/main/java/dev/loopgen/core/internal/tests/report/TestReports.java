package dev.loopgen.core.internal.tests.report;

import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.tests.ReportFile;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestCounts;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import dev.loopgen.api.tests.TestProblem;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.files.FileReason;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reports that the commands of one run wrote.
 *
 * @param files the reports that count, in the order of their paths
 * @param cases their tests, numbered where they share a name
 * @param failedLoads what runners could not load or set up as a whole; these are no tests
 * @param problems why others do not count, and what contradicts
 * @param counts what was counted in the reports of each writer
 */
public record TestReports(
    List<ReportFile> files,
    List<TestCase> cases,
    List<FailedLoad> failedLoads,
    List<TestFailure> problems,
    Map<ReportWriter, TestCounts> counts) {

  /** No report. */
  public static final TestReports NONE =
      new TestReports(List.of(), List.of(), List.of(), List.of(), Map.of());

  private static final int MAX_CASES = 2_000_000;

  public TestReports {
    files = List.copyOf(files);
    cases = List.copyOf(cases);
    failedLoads = List.copyOf(failedLoads);
    problems = List.copyOf(problems);
    counts = Map.copyOf(counts);
  }

  /**
   * Something that a runner could not load.
   *
   * @param id its name
   * @param problems why
   */
  public record FailedLoad(TestId id, List<TestProblem> problems) {

    private TestCase asCase() {
      return new TestCase(id, TestOutcome.FAILED, false, Duration.ZERO, problems);
    }

    public FailedLoad {
      problems = List.copyOf(problems);
    }
  }

  /** Returns what could not be loaded, as failed cases. */
  public List<TestCase> unloaded() {
    return failedLoads.stream().map(FailedLoad::asCase).toList();
  }

  /**
   * Reads the reports below a directory. A link is never followed, and a file whose name does not
   * end in {@code .xml} is no report.
   *
   * @param root the work tree, or the directory of what commands wrote over an export of it
   * @param patterns what reports are named
   * @param age tells which of them are of this run
   * @param names the places of the project
   */
  public static TestReports read(
      Path root, PathPatterns patterns, ReportAge age, ReportNames names) {
    List<TestFailure> problems = new ArrayList<>();
    List<ReadReport> reports = new ArrayList<>();
    int left = MAX_CASES;
    try {
      for (RepoPath path : ReportSearch.of(root, patterns, ".xml").keySet()) {
        ReadReport report = read(root, path, age, names, problems);
        if (report != null) {
          left -= report.content().cases().size();
          reports.add(report);
        }
        if (left < 0) {
          throw new IOException("there are more than " + MAX_CASES + " tests");
        }
      }
    } catch (IOException e) {
      problems.add(new TestFailure.ReportUnreadable(shown(patterns), FileReason.of(e)));
      return new TestReports(List.of(), List.of(), List.of(), problems, Map.of());
    }
    return of(reports, problems);
  }

  private static String shown(PathPatterns patterns) {
    return String.join(", ", patterns.patterns().stream().map(Object::toString).toList());
  }

  private static @Nullable ReadReport read(
      Path root, RepoPath path, ReportAge age, ReportNames names, List<TestFailure> problems) {
    try (HashedFile file = HashedFile.open(root, path, LinkOption.NOFOLLOW_LINKS)) {
      ParsedReport content = JUnitXmlReader.read(file, names);
      ReadReport report = new ReadReport(path, file.digest(), content);
      String stale = age.stale(path, report.digest(), content.newest()).orElse(null);
      if (stale != null) {
        problems.add(new TestFailure.StaleReport(path.display(), stale));
        return null;
      }
      if (content.contradiction() != null) {
        problems.add(new TestFailure.ReportDisagrees(path.display(), content.contradiction()));
      }
      return report;
    } catch (InvalidReportException e) {
      problems.add(new TestFailure.ReportUnreadable(path.display(), e.reason()));
    } catch (IOException e) {
      problems.add(new TestFailure.ReportUnreadable(path.display(), FileReason.of(e)));
    }
    return null;
  }

  private static TestReports of(List<ReadReport> reports, List<TestFailure> problems) {
    CaseNumbers numbers = CaseNumbers.of(reports);
    List<ReportFile> files = new ArrayList<>();
    List<TestCase> cases = new ArrayList<>();
    List<FailedLoad> failedLoads = new ArrayList<>();
    Map<ReportWriter, TestCounts> counts = new EnumMap<>(ReportWriter.class);
    for (ReadReport report : reports) {
      List<TestCase> here = report.content().cases().stream().map(numbers::numbered).toList();
      TestCounts counted = TestCounts.of(here);
      cases.addAll(here);
      files.add(new ReportFile(report.path().display(), report.digest(), counted));
      counts.merge(report.content().writer(), counted, TestReports::sum);
      report
          .content()
          .failedLoads()
          .forEach(
              load ->
                  failedLoads.add(
                      new FailedLoad(
                          new TestId(load.file(), load.suites(), load.name(), 1),
                          load.problems())));
    }
    return new TestReports(files, cases, failedLoads, problems, counts);
  }

  private static TestCounts sum(TestCounts one, TestCounts other) {
    return new TestCounts(
        one.passed() + other.passed(),
        one.failed() + other.failed(),
        one.skipped() + other.skipped());
  }
}
