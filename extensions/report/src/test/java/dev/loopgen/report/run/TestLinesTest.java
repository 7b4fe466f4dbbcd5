package dev.loopgen.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.tests.AcknowledgedTest;
import dev.loopgen.api.tests.BaseTests;
import dev.loopgen.api.tests.CanaryCheck;
import dev.loopgen.api.tests.LineFigure;
import dev.loopgen.api.tests.RedCheck;
import dev.loopgen.api.tests.ReplayCheck;
import dev.loopgen.api.tests.ReportFile;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestCounts;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import dev.loopgen.api.tests.TestProblem;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TestLinesTest {

  private static TestId id(String name) {
    return new TestId("test/cart.js", List.of("Cart"), name, 1);
  }

  private static TestCase test(String name, TestOutcome outcome, TestProblem... problems) {
    return new TestCase(id(name), outcome, false, Duration.ZERO, List.of(problems));
  }

  private static TestEvidence.Builder evidence(List<TestCase> cases) {
    ReportFile report =
        new ReportFile("out/junit.xml", Sha256.hash(new byte[0]), TestCounts.of(cases));
    return TestEvidence.builder(List.of(report), cases);
  }

  private static String printed(TestEvidence tests) {
    return String.join("\n", TestLines.of(tests)) + "\n";
  }

  @Test
  void of_aRun_saysWhatItShows() {
    TestProblem why =
        new TestProblem("5 !== 4", "trace", new TestProblem.SourceLine("test/cart.js", 12));
    TestEvidence tests =
        evidence(
                List.of(
                    test("adds", TestOutcome.PASSED),
                    test("sums", TestOutcome.FAILED, why),
                    test("waits", TestOutcome.SKIPPED)))
            .base(new BaseTests(BaseTests.Source.LEDGER, "entry 7"))
            .lost(List.of(id("rounds")))
            .newlySkipped(List.of(id("waits")))
            .attempts(3, List.of(id("sums")))
            .acknowledged(
                List.of(
                    new AcknowledgedTest(id("halves"), "al", "gone", AcknowledgedTest.Scope.BASE)))
            .earlierFailures(2)
            .replay(ReplayCheck.of(ReplayCheck.Outcome.PASSED, ""))
            .canary(new CanaryCheck("node-test", CanaryCheck.Outcome.REPORTED, ""))
            .red(
                new RedCheck(
                    List.of(
                        new RedCheck.AddedTest(id("adds"), RedCheck.Kind.RED),
                        new RedCheck.AddedTest(id("more"), RedCheck.Kind.PASSES_ON_BASE)),
                    List.of(),
                    ""))
            .coverage(new LineFigure(8, 9, 80))
            .build();

    assertThat(printed(tests))
        .isEqualTo(
            String.join(
                "\n",
                "  tests: 2 executed, 1 failed, 1 skipped in 1 report, 3 attempts; compared with"
                    + " the ledger at the base (entry 7)",
                "    this very tree failed before: 2",
                "    failed: test/cart.js > Cart > sums — test/cart.js:12: 5 !== 4",
                "    lost: test/cart.js > Cart > rounds",
                "    newly skipped: test/cart.js > Cart > waits",
                "    flaky: test/cart.js > Cart > sums",
                "    agreed on: test/cart.js > Cart > halves",
                "    the base's tests: passed; tests that must fail: reported; added tests on the"
                    + " base: 1 red, 1 passes on base",
                "    covered lines of the change: 8 of 9 (80% demanded)",
                ""));
  }

  @Test
  void of_manyTestsAndLongMessages_staysShort() {
    TestProblem why = new TestProblem("\u001b[31m\u202ex\n" + "y".repeat(5000), "", null);
    List<TestCase> failed =
        IntStream.range(0, 400)
            .mapToObj(i -> test("case " + i + "\uD83D\uDE00".repeat(300), TestOutcome.FAILED, why))
            .toList();

    String text =
        printed(evidence(failed).lost(failed.stream().map(TestCase::id).toList()).build());

    assertThat(text.lines()).hasSizeLessThan(20).allMatch(line -> line.length() <= 400);
    assertThat(text).contains("… and 395 more").doesNotContain("\u001b", "\u202e");
  }
}
