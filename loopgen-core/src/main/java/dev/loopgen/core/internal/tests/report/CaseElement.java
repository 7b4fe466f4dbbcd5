package dev.loopgen.core.internal.tests.report;

import dev.loopgen.api.tests.TestProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The element of one test, read to its end. */
final class CaseElement {

  private static final int MAX_MESSAGE = 1000;
  private static final int MAX_DETAIL = 8000;
  private static final int MAX_PROBLEMS = 10;

  /** How much is read beyond a limit, so that a secret is seen as a whole before it is cut. */
  private static final int MARGIN = 1 << 15;

  private final ReportNames names;
  private final String name;
  private final boolean namedByPath;
  private final String className;
  private final String file;
  private final String state;
  private final Duration duration;
  private final List<TestProblem> problems = new ArrayList<>();
  private boolean failure;
  private boolean skipped;
  private boolean flaky;
  private boolean teardown;
  private boolean collection;

  private CaseElement(XmlEvents events, ReportNames names) {
    this.names = names;
    String given = events.attribute("name").orElse("");
    this.name = names.name(given);
    this.namedByPath = !names.relative(given).equals(given) && !given.contains(" ");
    this.className =
        names.name(events.attribute("classname").or(() -> events.attribute("class")).orElse(""));
    this.file = names.file(events.attribute("file").orElse(""));
    this.state =
        events
            .attribute("result")
            .filter(result -> !result.equals("completed"))
            .or(() -> events.attribute("status"))
            .map(text -> text.toLowerCase(Locale.ROOT))
            .orElse("");
    this.duration = events.attribute("time").map(JUnitXmlReader::seconds).orElse(Duration.ZERO);
  }

  /** Reads the current element. */
  static CaseElement read(XmlEvents events, ReportNames names) throws InvalidReportException {
    CaseElement element = new CaseElement(events, names);
    int depth = events.depth();
    while (true) {
      switch (events.next()) {
        case START:
          element.child(events);
          break;
        case END:
          if (events.depth() < depth) {
            return element;
          }
          break;
        case DONE:
          return element;
        default:
          break;
      }
    }
  }

  private void child(XmlEvents events) throws InvalidReportException {
    switch (events.name()) {
      case "failure", "error" -> {
        failure = true;
        addProblem(events);
      }
      case "flakyFailure", "flakyError", "rerunFailure", "rerunError" -> {
        flaky = true;
        addProblem(events);
      }
      case "skipped", "disabled", "ignored" -> {
        skipped = true;
        addProblem(events);
      }
      case "testcase", "testsuite" ->
          throw new InvalidReportException("a test of it has tests or suites inside");
      default -> {}
    }
  }

  private void addProblem(XmlEvents events) throws InvalidReportException {
    int depth = events.depth();
    String message =
        bounded(names.text(start(events.attribute("message").orElse(""), MAX_MESSAGE + MARGIN)));
    teardown |= message.startsWith("failed on teardown");
    collection |= message.equals("collection failure");
    StringBuilder detail = new StringBuilder();
    while (true) {
      XmlEvents.Event event = events.next();
      if (event == XmlEvents.Event.TEXT) {
        events.appendTo(detail, MAX_DETAIL + MARGIN);
      } else if (event == XmlEvents.Event.DONE
          || event == XmlEvents.Event.END && events.depth() < depth) {
        break;
      }
    }
    if (problems.size() < MAX_PROBLEMS) {
      String text = start(names.text(detail.toString()).strip(), MAX_DETAIL);
      String first = message.isBlank() ? text.lines().findFirst().orElse("") : message;
      problems.add(JUnitXmlReader.problem(bounded(first), text, names, className));
    }
  }

  private static String bounded(String text) {
    return start(text, MAX_MESSAGE);
  }

  private static String start(String text, int length) {
    return text.substring(0, Math.min(text.length(), length));
  }

  String name() {
    return name;
  }

  /** Tells whether the name is a path with a directory of the project in front. */
  boolean isNamedByPath() {
    return namedByPath;
  }

  String className() {
    return className;
  }

  String file() {
    return file;
  }

  /** Returns what the element states of the outcome in lower case, or an empty text. */
  String state() {
    return state;
  }

  Duration duration() {
    return duration;
  }

  List<TestProblem> problems() {
    return problems;
  }

  boolean hasFailure() {
    return failure;
  }

  boolean isSkipped() {
    return skipped;
  }

  /** Tells whether the runner repeated the test. */
  boolean isRepeated() {
    return flaky;
  }

  /** Tells whether the runner repeated the test, and it passed in the end. */
  boolean isFlaky() {
    return flaky && !failure;
  }

  /** Tells whether only what follows a test failed; pytest reports that as another case. */
  boolean isTeardown() {
    return teardown;
  }

  /** Tells whether a file could not be loaded, in pytest's words. */
  boolean isCollection() {
    return collection;
  }
}
