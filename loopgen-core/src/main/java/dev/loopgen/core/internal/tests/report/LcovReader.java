package dev.loopgen.core.internal.tests.report;

import dev.loopgen.core.internal.tests.lines.LineReports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
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
   * @param directory where it lies, in the project; tools that run there name files relative to it
   * @throws InvalidReportException if it is none
   */
  static LineReports read(InputStream in, String directory, ReportNames names)
      throws IOException, InvalidReportException {
    Map<String, Map<Integer, Long>> hits = new HashMap<>();
    Map<Integer, Long> file = new HashMap<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.length() > MAX_LINE) {
        throw new InvalidReportException("it has a line that is too long");
      }
      if (line.startsWith("SF:")) {
        file =
            hits.computeIfAbsent(
                path(line.substring(3), directory, names), absent -> new HashMap<>());
      } else if (line.startsWith("DA:")) {
        add(line.substring(3).split(","), file);
      }
    }
    return new LineReports(hits, List.of());
  }

  /**
   * Returns the path in the project that a report means: relative to it, or to a directory above.
   */
  private static String path(String given, String directory, ReportNames names) {
    String path = normal(names.relative(given.strip()).replace('\\', '/'));
    String above = directory;
    while (!above.isEmpty() && !names.isFile(path, false)) {
      String below = above + "/" + path;
      if (names.isFile(below, false)) {
        return below;
      }
      above = above.substring(0, Math.max(above.lastIndexOf('/'), 0));
    }
    return path;
  }

  /** Takes out segments of a relative path that name no directory of their own. */
  private static String normal(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
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
