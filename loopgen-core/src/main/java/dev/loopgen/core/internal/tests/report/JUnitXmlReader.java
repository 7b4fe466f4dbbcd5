package dev.loopgen.core.internal.tests.report;

import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.tests.TestOutcome;
import dev.loopgen.api.tests.TestProblem;
import dev.loopgen.core.internal.tests.report.ParsedReport.Case;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one report in JUnit's XML format, as runners of many languages write it with differences.
 */
final class JUnitXmlReader {

  /** More tests than any project has in one report. */
  static final int MAX_CASES = 1_000_000;

  /** Suites that stand for the runner itself. */
  private static final Set<String> RUNNER_SUITES = Set.of("pytest", "Mocha Tests", "Root Suite");

  /** What node:test gives every test as its class. */
  private static final String NODE_CLASS = "test";

  private static final Set<String> FAILED_STATES =
      Set.of("fail", "failed", "failure", "error", "timeout");
  private static final Set<String> SKIPPED_STATES =
      Set.of("skip", "skipped", "notrun", "disabled", "ignored", "suppressed", "pending", "todo");

  /** Names that runners give to the loading of a file or the setting up of a class. */
  private static final Set<String> LOAD_NAMES =
      Set.of("", "initializationError", "executionError", "classMethod");

  private final XmlEvents events;
  private final ReportNames names;
  private final Deque<Suite> suites = new ArrayDeque<>();
  private final List<Case> cases = new ArrayList<>();
  private final List<Case> failedLoads = new ArrayList<>();
  private @Nullable StatedTime newest;
  private @Nullable String contradiction;

  /** How many pending tests the suites may count that the reporter of Mocha leaves out. */
  private int pending;

  private ReportWriter writer = ReportWriter.OTHER;

  private JUnitXmlReader(XmlEvents events, ReportNames names) {
    this.events = events;
    this.names = names;
  }

  /**
   * Reads a report.
   *
   * @throws InvalidReportException if it is none
   */
  static ParsedReport read(InputStream in, ReportNames names) throws InvalidReportException {
    try (XmlEvents events = new XmlEvents(in)) {
      return new JUnitXmlReader(events, names).read();
    }
  }

  /** A suite that is open. */
  private static final class Suite {

    private final String name;
    private final String file;
    private final @Nullable Integer tests;
    private final @Nullable Integer failures;
    private int counted;
    private int failed;
    private int instant;
    private boolean nests;
    private boolean repeats;

    Suite(String name, String file, @Nullable Integer tests, @Nullable Integer failures) {
      this.name = name;
      this.file = file;
      this.tests = tests;
      this.failures = failures;
    }
  }

  private ParsedReport read() throws InvalidReportException {
    boolean started = false;
    while (true) {
      switch (events.next()) {
        case START:
          if (!started && !Set.of("testsuites", "testsuite").contains(events.name())) {
            throw new InvalidReportException(
                "its outermost element is "
                    + shown(events.name())
                    + ", not testsuites or testsuite");
          }
          started = true;
          start();
          break;
        case END:
          if (events.name().equals("testsuite")) {
            close(suites.pop());
          }
          break;
        case DONE:
          return new ParsedReport(cases, failedLoads, newest, contradiction, writer);
        default:
          break;
      }
    }
  }

  private static String shown(String name) {
    return name.substring(0, Math.min(name.length(), 80));
  }

  private void start() throws InvalidReportException {
    if (writer == ReportWriter.OTHER) {
      writer = ReportWriter.of(events);
    }
    switch (events.name()) {
      case "testsuites" -> {
        events.attribute("timestamp").ifPresent(this::addTime);
        boolean mocha = events.attribute("name").filter("Mocha Tests"::equals).isPresent();
        pending = mocha ? number("skipped").orElse(0) : 0;
      }
      case "testsuite" -> open();
      case "testcase" -> testCase();
      case "properties", "system-out", "system-err" -> skip();
      default -> {}
    }
  }

  private void addTime(String text) {
    StatedTime time = StatedTime.parse(text).orElse(null);
    if (time != null && (newest == null || time.compareTo(newest) > 0)) {
      newest = time;
    }
  }

  private void open() throws InvalidReportException {
    if (suites.peek() != null) {
      suites.peek().nests = true;
    }
    events.attribute("timestamp").ifPresent(this::addTime);
    Optional<Integer> failures = number("failures");
    Optional<Integer> errors = number("errors");
    suites.push(
        new Suite(
            names.name(events.attribute("name").orElse("")),
            names.file(events.attribute("file").or(() -> events.attribute("filepath")).orElse("")),
            number("tests").orElse(null),
            failures.isEmpty() && errors.isEmpty()
                ? null
                : Integer.valueOf(failures.orElse(0) + errors.orElse(0))));
  }

  private Optional<Integer> number(String attribute) throws InvalidReportException {
    Optional<String> text = events.attribute(attribute).map(String::strip);
    if (text.isEmpty() || text.get().isEmpty()) {
      return Optional.empty();
    }
    if (!text.get().matches("[0-9]{1,9}")) {
      throw new InvalidReportException("the attribute " + attribute + " of a suite is no number");
    }
    return Optional.of(Integer.parseInt(text.get()));
  }

  /**
   * Compares the totals of a suite without inner suites and repeated tests, where all runners count
   * the same.
   */
  private void close(Suite suite) {
    if (suite.nests || suite.repeats || contradiction != null) {
      return;
    }
    String name = "the suite " + (suite.name.isEmpty() ? "without a name" : shown(suite.name));
    boolean countsTwice = RUNNER_SUITES.contains(suite.name) || suite.failed > 0;
    if (suite.tests != null
        && (suite.tests < suite.counted - uncounted(suite)
            || suite.tests > suite.counted
                && !countsTwice
                && !isPending(suite.tests - suite.counted))) {
      contradiction =
          name + " states " + Plural.of(suite.tests, "test") + " and has " + suite.counted;
    } else if (suite.failures != null && (suite.failures > 0) != (suite.failed > 0)) {
      contradiction = name + " states " + suite.failures + " failures and has " + suite.failed;
    }
  }

  /**
   * Returns how many cases the totals may leave out: Jest counts no tests that are to be written.
   */
  private int uncounted(Suite suite) {
    return writer == ReportWriter.JEST ? suite.instant : 0;
  }

  private boolean isPending(int missing) {
    if (missing > pending) {
      return false;
    }
    pending -= missing;
    return true;
  }

  /** Reads the current element to its end. */
  private void skip() throws InvalidReportException {
    int depth = events.depth();
    while (true) {
      XmlEvents.Event event = events.next();
      if (event == XmlEvents.Event.DONE || event == XmlEvents.Event.END && events.depth() < depth) {
        return;
      }
    }
  }

  private void testCase() throws InvalidReportException {
    CaseElement element = CaseElement.read(events, names);
    Suite suite = suites.peek();
    if (suite != null) {
      suite.counted++;
      suite.failed += element.hasFailure() ? 1 : 0;
      suite.instant += element.duration().isZero() && !element.hasFailure() ? 1 : 0;
      suite.repeats |= element.isRepeated();
    }
    Case found = made(element);
    if (isLoad(element, found)) {
      if (found.outcome() == TestOutcome.FAILED) {
        failedLoads.add(found);
      }
      return;
    }
    Case last = cases.isEmpty() ? null : cases.get(cases.size() - 1);
    if (last != null && element.isTeardown() && last.isNamedAs(found)) {
      cases.set(cases.size() - 1, last.withProblem(found));
      return;
    }
    if (cases.size() == MAX_CASES) {
      throw new InvalidReportException("it has more than " + MAX_CASES + " tests");
    }
    cases.add(found);
  }

  private Case made(CaseElement element) {
    List<String> path = new ArrayList<>();
    suites.descendingIterator().forEachRemaining(suite -> path.add(suite.name));
    path.removeIf(name -> name.isEmpty() || RUNNER_SUITES.contains(name));
    String type = element.className();
    if (!type.isEmpty() && !type.equals(NODE_CLASS) && !path.contains(type)) {
      path.add(type);
    }
    String file = element.file();
    for (Suite suite : suites) {
      file = file.isEmpty() ? suite.file : file;
    }
    return new Case(
        file,
        path,
        element.name(),
        outcome(element),
        element.isFlaky(),
        element.duration(),
        element.problems());
  }

  private static TestOutcome outcome(CaseElement element) {
    String state = element.state();
    if (element.isSkipped() || SKIPPED_STATES.contains(state)) {
      return TestOutcome.SKIPPED;
    }
    return element.hasFailure() || FAILED_STATES.contains(state)
        ? TestOutcome.FAILED
        : TestOutcome.PASSED;
  }

  /** Tells whether a case is the loading of a file, which is no test. */
  private boolean isLoad(CaseElement element, Case found) {
    String name = found.name();
    if (LOAD_NAMES.contains(name) || element.isCollection()) {
      return true;
    }
    boolean namesItsSuite = name.equals(found.file()) || found.suites().contains(name);
    return names.isFile(name, element.isNamedByPath() || namesItsSuite);
  }

  /** The duration that an attribute states in seconds; zero if it does not. */
  static Duration seconds(String text) {
    try {
      double seconds = Double.parseDouble(text.replace(",", ""));
      return seconds > 0 && seconds < 1e9
          ? Duration.ofMillis(Math.round(seconds * 1000))
          : Duration.ZERO;
    } catch (NumberFormatException unreadable) {
      return Duration.ZERO;
    }
  }

  /** Returns the text of problems that a report has, as read. */
  static TestProblem problem(String message, String detail, ReportNames names, String type) {
    return new TestProblem(message, detail, FailureLine.find(detail, names, type).orElse(null));
  }
}
