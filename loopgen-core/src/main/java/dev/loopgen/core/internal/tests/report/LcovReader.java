package dev.loopgen.core.internal.tests.report;

import dev.loopgen.core.internal.tests.lines.LineReports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the coverage of lines in lcov's format. */
final class LcovReader {

  private static final int MAX_LINE = 100_000;

  private LcovReader() {}

  /**
   * Reads a report.
   *
   * @throws InvalidReportException if it is none
   */
  static LineReports read(InputStream in, ReportNames names)
      throws IOException, InvalidReportException {
    Map<String, Map<Integer, Long>> hits = new HashMap<>();
    Map<Integer, Long> file = new HashMap<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.length() > MAX_LINE) {
        throw new InvalidReportException("it has a line that is too long");
      }
      if (line.startsWith("SF:")) {
        file = hits.computeIfAbsent(path(line.substring(3), names), absent -> new HashMap<>());
      } else if (line.startsWith("DA:")) {
        add(line.substring(3).split(","), file);
      }
    }
    return new LineReports(hits, List.of());
  }

  private static String path(String given, ReportNames names) {
    String path = names.relative(given.strip()).replace('\\', '/');
    return path.startsWith("./") ? path.substring(2) : path;
  }

  private static void add(String[] parts, Map<Integer, Long> file) throws InvalidReportException {
    try {
      if (parts.length >= 2) {
        file.merge(Integer.valueOf(parts[0]), (long) Double.parseDouble(parts[1]), Math::max);
        return;
      }
    } catch (NumberFormatException notLcov) {
      throw new InvalidReportException("it is not in lcov's format");
    }
    throw new InvalidReportException("it is not in lcov's format");
  }
}
