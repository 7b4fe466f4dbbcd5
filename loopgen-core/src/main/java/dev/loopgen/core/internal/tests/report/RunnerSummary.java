package dev.loopgen.core.internal.tests.report;

import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.tests.TestCounts;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What runners print of the tests that they ran, compared with the reports of the same runners. A
 * report that has more passed tests, or no failed one where some failed, was not written by that
 * runner alone.
 */
final class RunnerSummary {

  private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");

  /** The lines with the counts of one run. The groups are named passed, failed and all. */
  private static final Map<ReportWriter, List<Pattern>> LINES = lines();

  private RunnerSummary() {}

  private static Map<ReportWriter, List<Pattern>> lines() {
    Map<ReportWriter, List<Pattern>> lines = new EnumMap<>(ReportWriter.class);
    lines.put(
        ReportWriter.NODE,
        List.of(
            line("[#\u2139] pass (?<passed>\\d+)"),
            line("[#\u2139] (?:fail|cancelled) (?<failed>\\d+)")));
    lines.put(
        ReportWriter.PYTEST,
        List.of(
            line("(?:=+ )?(?=.*\\bin [\\d.]+s)(?:.*?, )?(?<passed>\\d+) passed.* in [\\d.]+s.*"),
            line(
                "(?:=+ )?(?=.*\\bin [\\d.]+s)(?:.*?, )?(?<failed>\\d+) (?:failed|errors?)\\b.* in [\\d.]+s.*")));
    lines.put(
        ReportWriter.SUREFIRE,
        List.of(
            line(
                "(?:\\[\\w+\\] )?Tests run: (?<all>\\d+), Failures: (?<failed>\\d+), Errors:"
                    + " (?<errors>\\d+), Skipped: (?<skipped>\\d+)(?:, Flakes: \\d+)?")));
    lines.put(
        ReportWriter.JEST,
        List.of(
            line("Tests: +(?:.*, )?(?<passed>\\d+) passed, .*total"),
            line("Tests: +(?:.*, )?(?<passed>\\d+) todo, .*total"),
            line("Tests: +(?<failed>\\d+) failed, .*total")));
    lines.put(
        ReportWriter.VITEST,
        List.of(
            line("Tests +(?:.* \\| )?(?<passed>\\d+) passed\\b.*\\(\\d+\\)"),
            line("Tests +(?<failed>\\d+) failed\\b.*\\(\\d+\\)")));
    return lines;
  }

  private static Pattern line(String line) {
    return Pattern.compile("(?m)^[ \\t]*" + line + "[ \\t]*$");
  }

  /** What was printed. */
  private record Printed(long passed, long failed, boolean any) {

    static final Printed NOTHING = new Printed(0, 0, false);

    Printed and(Matcher found) {
      long all = number(found, "all");
      long failures = number(found, "failed") + number(found, "errors");
      long passes = all > 0 ? all - failures - number(found, "skipped") : number(found, "passed");
      return new Printed(passed + passes, failed + failures, true);
    }

    private static long number(Matcher found, String group) {
      if (!found.pattern().pattern().contains("?<" + group + ">")) {
        return 0;
      }
      String digits = found.group(group);
      return digits == null || digits.length() > 9 ? 0 : Long.parseLong(digits);
    }
  }

  /**
   * Returns how reports contradict what was printed, as a clause; empty if they do not, or if
   * nothing comparable was printed.
   *
   * @param counts what was counted in the reports of each writer
   */
  static Optional<String> contradiction(
      Map<ReportWriter, TestCounts> counts, List<CommandResult> commands) {
    for (Map.Entry<ReportWriter, TestCounts> counted : counts.entrySet()) {
      Printed printed = printed(counted.getKey(), commands);
      TestCounts found = counted.getValue();
      String runner = counted.getKey().name().toLowerCase(Locale.ROOT);
      if (printed.any() && found.passed() > printed.passed()) {
        return Optional.of(
            "the reports of "
                + runner
                + " have "
                + Plural.of(found.passed(), "passed test")
                + ", and it printed "
                + printed.passed());
      }
      if (printed.failed() > 0 && found.failed() == 0) {
        return Optional.of(
            "the reports of "
                + runner
                + " have no failed test, and it printed "
                + printed.failed());
      }
    }
    return Optional.empty();
  }

  private static Printed printed(ReportWriter writer, List<CommandResult> commands) {
    Printed printed = Printed.NOTHING;
    for (CommandResult command : commands) {
      CommandOutput output = command.output().orElse(null);
      if (output == null || !isWhole(output)) {
        return Printed.NOTHING;
      }
      String text = ESCAPES.matcher(output.tail()).replaceAll("").replace("\r", "");
      for (Pattern line : LINES.getOrDefault(writer, List.of())) {
        Matcher found = line.matcher(text);
        while (found.find()) {
          printed = printed.and(found);
        }
      }
    }
    return printed;
  }

  /** Tells whether nothing was cut off, so that no summary is missing. */
  private static boolean isWhole(CommandOutput output) {
    return output.totalBytes() <= output.tail().getBytes(StandardCharsets.UTF_8).length;
  }
}
