package dev.loopgen.core.internal.tests.report;

import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.files.FileReason;
import dev.loopgen.core.internal.tests.lines.LineReports;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The reports about lines that commands wrote.
 *
 * @param lines what those say that count
 * @param problems why others do not
 */
public record LineReportFiles(LineReports lines, List<TestFailure> problems) {

  /** No reports. */
  public static final LineReportFiles NONE = new LineReportFiles(LineReports.NONE, List.of());

  public LineReportFiles {
    problems = List.copyOf(problems);
  }

  /** A format of such reports. */
  public enum Format {
    /** Coverage, as lcov writes it. */
    LCOV,
    /** Mutants, as PIT writes them. */
    PIT
  }

  /** Reads reports; the parameters are as for {@link TestReports#read}. */
  public static LineReportFiles read(
      Path root, PathPatterns patterns, Format format, ReportAge age, ReportNames names) {
    List<TestFailure> problems = new ArrayList<>();
    LineReports lines = LineReports.NONE;
    try {
      for (RepoPath path : ReportSearch.of(root, patterns, "").keySet()) {
        try (HashedFile file = HashedFile.open(root, path, LinkOption.NOFOLLOW_LINKS)) {
          LineReports one =
              format == Format.LCOV
                  ? LcovReader.read(file, directory(path), names)
                  : PitReader.read(file);
          String stale = age.stale(path, file.digest(), null).orElse(null);
          if (stale != null) {
            problems.add(new TestFailure.StaleReport(path.display(), stale));
          } else {
            lines = lines.and(one);
          }
        } catch (InvalidReportException e) {
          problems.add(new TestFailure.ReportUnreadable(path.display(), e.reason()));
        }
      }
    } catch (IOException e) {
      problems.add(new TestFailure.ReportUnreadable("of lines", FileReason.of(e)));
    }
    return new LineReportFiles(lines, problems);
  }

  private static String directory(RepoPath path) {
    String text = path.display();
    return text.substring(0, Math.max(text.lastIndexOf('/'), 0));
  }
}
