package dev.loopgen.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.fixture.SampleCommandResults;
import dev.loopgen.api.fixture.SampleTrees;
import dev.loopgen.api.tests.LineFigure;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.RepoPath;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FailureTest {

  private static final RepoPath HOSTILE = RepoPath.of("a\n\u001b[32mPASSED");
  private static final PathChange ADDED = new PathChange(HOSTILE, null, SampleTrees.file(1));

  private static final List<TestId> TESTS =
      List.of(new TestId("", List.of("a\n\u001b[32mPASSED"), "b", 2));

  static Stream<Failure> failures() {
    return Stream.of(
        new Failure.CommandFailed(SampleCommandResults.exited(1)),
        new Failure.NothingVerified(),
        new Failure.ForbiddenPath(HOSTILE.display(), "secrets/**", "it was added"),
        new Failure.SpecChanged("ab", "cd"),
        new Failure.CommandFileChanged(HOSTILE, "sh run.sh"),
        new Failure.TreeDrifted(ADDED),
        new Failure.Rewritten(HOSTILE, List.of("sh run.sh")),
        new Failure.RepositoryDrifted("HEAD moved"),
        new Failure.Opaque(HOSTILE, "secrets/**"),
        new Failure.NotAchieved(new StopReason.MaxIterations(3)),
        new TestFailure.NoTestsRan(List.of("out/*.xml")),
        new TestFailure.TooFewTests(1, 2),
        new TestFailure.StaleReport("out/junit.xml", "its bytes are those of before the run"),
        new TestFailure.ReportUnreadable("out/junit.xml", "it is no XML"),
        new TestFailure.ReportDisagrees("out/junit.xml", "it states 3 tests and has 2"),
        new TestFailure.TestsFailed(TESTS),
        new TestFailure.TestsLost(TESTS),
        new TestFailure.TestsNewlySkipped(TESTS),
        new TestFailure.BaseTestsFail(TESTS, "`npm test` exited with code 1"),
        new TestFailure.ReplayImpossible("src/test/ATest.java does not compile"),
        new TestFailure.NewTestsPassOnBase(TESTS, "they pass there"),
        new TestFailure.Flaky(TESTS, "2 of 3 attempts passed"),
        new TestFailure.HiddenTestsFail(),
        new TestFailure.RunnerSubverted("npm test", "it exited with code 0"),
        new TestFailure.CoverageTooLow(new LineFigure(1, 2, 80)),
        new TestFailure.MutantsSurvive(new LineFigure(1, 2, 80)));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void describe_anyFailure_isMadeOfPrintableSentences(Failure failure) {
    assertThat(failure.describe()).matches("[\"A-Z][ -~]*\\.").doesNotContain("null", "..");
  }

  @Test
  void describe_everyFailure_isTestedHere() {
    assertThat(failures().<Class<?>>map(Failure::getClass))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Failure.class, TestFailure.class)
                .flatMap(type -> Stream.<Class<?>>of(type.getPermittedSubclasses()))
                .filter(type -> !type.isSealed())
                .toList());
  }

  @Test
  void describe_failedCommand_saysHowItEnded() {
    assertThat(new Failure.CommandFailed(SampleCommandResults.exited(2)).describe())
        .isEqualTo("Command `make` exited with code 2.");
    assertThat(new Failure.CommandFailed(SampleCommandResults.timedOut()).describe())
        .isEqualTo("Command `make` did not end within the time limit of 1 second and was killed.");
    assertThat(new Failure.CommandFailed(SampleCommandResults.notRun()).describe())
        .isEqualTo("Command `make` was not run: the run's time was up.");
  }

  @Test
  void describe_nothingVerified_saysWhatToDo() {
    assertThat(new Failure.NothingVerified().describe()).contains("verification.commands");
  }

  @Test
  void describe_forbiddenPath_namesPathPatternAndDetail() {
    assertThat(new Failure.ForbiddenPath("secrets/key", "secrets/**", "it was added").describe())
        .isEqualTo("Forbidden path secrets/key (pattern secrets/**): it was added.");
  }

  @Test
  void describe_changedSpec_namesBothDigests() {
    assertThat(new Failure.SpecChanged("0a", "0b").describe())
        .contains("work tree (0b)", "base (0a)")
        .doesNotContain("adopt");
    assertThat(new Failure.SpecChanged("0a", "0b".repeat(32)).describe())
        .contains("0b".repeat(32))
        .endsWith("or adopt its digest.");
  }

  @Test
  void describe_changedCommandFile_namesFileAndCommand() {
    assertThat(new Failure.CommandFileChanged(RepoPath.of("run.sh"), "sh run.sh").describe())
        .contains("edits run.sh, which", "`sh run.sh`");
    assertThat(
            new Failure.CommandFileChanged(RepoPath.of("package.json"), "scripts.test", "npm test")
                .describe())
        .contains("edits package.json (scripts.test), which");
  }

  @Test
  void describe_rewrittenFile_namesFileCommandAndKey() {
    RepoPath file = RepoPath.of("a.txt");

    assertThat(new Failure.Rewritten(file, List.of("fmt")).describe())
        .startsWith("a.txt was written and then restored while `fmt` ran.")
        .contains("verification.rewrites");
    assertThat(new Failure.Rewritten(file, List.of("fmt", "test")).describe())
        .contains("while one of `fmt`, `test` ran");
    assertThat(new Failure.Rewritten(file, List.of()).describe()).contains("the commands ran");
  }

  @Test
  void describe_driftedTree_namesPathAndChange() {
    PathChange deleted = new PathChange(RepoPath.of("a"), SampleTrees.file(1), null);

    assertThat(new Failure.TreeDrifted(deleted).describe())
        .isEqualTo("a was deleted while the commands ran.");
    assertThat(new Failure.TreeDrifted(ADDED).describe())
        .isEqualTo("\"a\\n\\033[32mPASSED\" was added while the commands ran.");
  }

  @Test
  void describe_driftedRepository_saysWhatMoved() {
    assertThat(new Failure.RepositoryDrifted("HEAD moved").describe())
        .isEqualTo("HEAD moved while the commands ran.");
  }

  @Test
  void describe_opaqueDirectory_namesDirectoryAndPattern() {
    assertThat(new Failure.Opaque(RepoPath.of("lib"), "*.pem").describe())
        .startsWith("lib is a nested repository")
        .contains("pattern *.pem");
  }

  static Stream<Named<ThrowingCallable>> nulls() {
    return Stream.of(
        Named.of("result", () -> new Failure.CommandFailed(null)),
        Named.of("path", () -> new Failure.ForbiddenPath(null, "b", "c")),
        Named.of("pattern", () -> new Failure.ForbiddenPath("a", null, "c")),
        Named.of("detail", () -> new Failure.ForbiddenPath("a", "b", null)),
        Named.of("expected", () -> new Failure.SpecChanged(null, "b")),
        Named.of("found", () -> new Failure.SpecChanged("a", null)),
        Named.of("file", () -> new Failure.CommandFileChanged(null, "b")),
        Named.of("command", () -> new Failure.CommandFileChanged(HOSTILE, null)),
        Named.of("part", () -> new Failure.CommandFileChanged(HOSTILE, null, "b")),
        Named.of("rewritten file", () -> new Failure.Rewritten(null, List.of())),
        Named.of("commands", () -> new Failure.Rewritten(HOSTILE, null)),
        Named.of("change", () -> new Failure.TreeDrifted(null)),
        Named.of("what", () -> new Failure.RepositoryDrifted(null)),
        Named.of("directory", () -> new Failure.Opaque(null, "b")),
        Named.of("pattern of a directory", () -> new Failure.Opaque(HOSTILE, null)));
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void constructor_null_isRefused(ThrowingCallable construction) {
    assertThatThrownBy(construction).isInstanceOf(NullPointerException.class);
  }
}
