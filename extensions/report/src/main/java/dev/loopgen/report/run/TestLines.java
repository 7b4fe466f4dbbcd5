package dev.loopgen.report.run;

import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.internal.text.TerminalText;
import dev.loopgen.api.tests.AcknowledgedTest;
import dev.loopgen.api.tests.BaseTests;
import dev.loopgen.api.tests.LineFigure;
import dev.loopgen.api.tests.RedCheck;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tests.TestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Formats what a run shows about tests, as a bounded number of short lines. */
final class TestLines {

  private static final int NAMES = 5;
  private static final int WIDTH = 200;

  private final TestEvidence tests;
  private final List<String> lines = new ArrayList<>();

  private TestLines(TestEvidence tests) {
    this.tests = tests;
  }

  static List<String> of(TestEvidence tests) {
    TestLines text = new TestLines(tests);
    text.counts();
    text.failed();
    text.names("lost", tests.lost());
    text.names("newly skipped", tests.newlySkipped());
    text.names("flaky", tests.flaky());
    text.names("agreed on", tests.acknowledged().stream().map(AcknowledgedTest::test).toList());
    text.otherTrees();
    text.figures();
    return List.copyOf(text.lines);
  }

  private void counts() {
    line(
        "  tests: "
            + tests.counts().describe()
            + " in "
            + Plural.of(tests.reports().size(), "report")
            + (tests.attempts() > 1 ? ", " + tests.attempts() + " attempts" : "")
            + base());
    if (tests.earlierFailures() > 0) {
      line("    this very tree failed before: " + tests.earlierFailures());
    }
  }

  private String base() {
    String detail = tests.base().detail().isEmpty() ? "" : " (" + tests.base().detail() + ")";
    BaseTests.Source source = tests.base().source();
    return switch (source) {
      case LEDGER -> "; compared with the ledger at the base" + detail;
      case ATTESTED -> "; compared with an attested run of the base" + detail;
      case RUN -> "; compared with a run of the base" + detail;
      case UNKNOWN -> "; not compared with the base" + detail;
    };
  }

  private void failed() {
    List<TestCase> failed = tests.failed();
    for (TestCase test : failed.subList(0, Math.min(NAMES, failed.size()))) {
      String why = test.problems().stream().map(Object::toString).findFirst().orElse("");
      line("    failed: " + test.id().text() + (why.isBlank() ? "" : " — " + why));
    }
    more(failed.size());
  }

  private void names(String title, List<TestId> names) {
    names.stream().limit(NAMES).forEach(test -> line("    " + title + ": " + test.text()));
    more(names.size());
  }

  private void more(int count) {
    if (count > NAMES) {
      line("      … and " + (count - NAMES) + " more");
    }
  }

  private void otherTrees() {
    List<String> said = new ArrayList<>();
    tests.replay().ifPresent(it -> said.add("the base's tests: " + words(it.outcome().id())));
    tests.canary().ifPresent(it -> said.add("tests that must fail: " + words(it.outcome().id())));
    tests.red().ifPresent(it -> said.add("added tests on the base: " + kinds(it)));
    if (!said.isEmpty()) {
      line("    " + String.join("; ", said));
    }
  }

  private static String kinds(RedCheck check) {
    Map<RedCheck.Kind, Integer> kinds = new TreeMap<>();
    check.tests().forEach(test -> kinds.merge(test.kind(), 1, Integer::sum));
    List<String> said = new ArrayList<>();
    kinds.forEach((kind, count) -> said.add(count + " " + words(kind.id())));
    return said.isEmpty() ? "none" : String.join(", ", said);
  }

  private static String words(String id) {
    return id.replace('-', ' ');
  }

  private void figures() {
    tests.coverage().ifPresent(it -> figure("covered lines of the change", it));
    tests.mutation().ifPresent(it -> figure("killed mutants of the change", it));
  }

  private void figure(String what, LineFigure figure) {
    line(
        "    "
            + what
            + ": "
            + figure.met()
            + " of "
            + figure.all()
            + " ("
            + figure.demanded()
            + "% demanded)");
  }

  private void line(String text) {
    String shown = TerminalText.sentence(text.replace('\n', ' '));
    lines.add(
        shown.codePointCount(0, shown.length()) <= WIDTH
            ? shown
            : shown.substring(0, shown.offsetByCodePoints(0, WIDTH - 1)) + "…");
  }
}
