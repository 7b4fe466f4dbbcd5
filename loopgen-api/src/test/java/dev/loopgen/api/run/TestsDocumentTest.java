package dev.loopgen.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tests.LineFigure;
import dev.loopgen.api.tests.TestId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the examples of {@code docs/tests.md} to what refusals say. */
final class TestsDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "tests.md");
  private static final TestId HALF = new TestId("", List.of(), "HALF takes one half", 1);
  private static final TestId TEN = new TestId("", List.of(), "TEN takes ten percent", 1);
  private static final String REPORT = "out/junit.xml";

  static Stream<TestFailure> examples() {
    return Stream.of(
        new TestFailure.NoTestsRan(List.of(REPORT)),
        new TestFailure.TooFewTests(3, 10),
        new TestFailure.StaleReport(REPORT, "it has the bytes that it had before the commands ran"),
        new TestFailure.ReportUnreadable(REPORT, "its XML is broken or declares a document type"),
        new TestFailure.ReportDisagrees(
            REPORT, "the reports of pytest have 13 passed tests, and it printed 5"),
        new TestFailure.TestsFailed(List.of(HALF)),
        new TestFailure.TestsLost(List.of(HALF, TEN)),
        new TestFailure.TestsNewlySkipped(List.of(TEN)),
        new TestFailure.BaseTestsFail(List.of(HALF, TEN), "2 failed"),
        new TestFailure.ReplayImpossible(
            "they do not compile or load with it: discount is not there"),
        new TestFailure.NewTestsPassOnBase(List.of(TEN), "passes on the base"),
        new TestFailure.Flaky(List.of(HALF), "the commands passed in 2 of 3 attempts"),
        new TestFailure.HiddenTestsFail(),
        new TestFailure.RunnerSubverted("npm test", "it reported the test as passed"),
        new TestFailure.CoverageTooLow(new LineFigure(1, 11, 80)),
        new TestFailure.MutantsSurvive(new LineFigure(4, 9, 60)));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_ofAFailure_isWhatItSays(TestFailure failure) throws Exception {
    String said = failure.describe().replace(failure.remedy(), "").strip();

    assertThat(Files.readString(DOCUMENT)).contains("| `" + failure.id() + "` | " + said + " |");
  }

  @Test
  void examples_areOfEachKind() {
    assertThat(examples().map(Object::getClass))
        .containsExactlyInAnyOrder(TestFailure.class.getPermittedSubclasses());
  }
}
