package dev.loopgen.core.internal.tests.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.tests.CanaryCheck;
import dev.loopgen.api.tests.RedCheck;
import dev.loopgen.api.tests.ReplayCheck;
import dev.loopgen.api.tests.ReplayCheck.Outcome;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import dev.loopgen.api.tests.TestProblem;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Containment;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.internal.export.CarriedFiles;
import dev.loopgen.core.internal.tests.canary.Canary;
import dev.loopgen.core.internal.tests.files.TestFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What runs over other trees show. */
final class TreeJudgesTest {

  private static final TestFiles FILES =
      TestFiles.of(
          List.of(PathPattern.parse("test/**")), new WorkTree(Path.of("/project"), null, false));
  private static final CommandResult FAILED = new CommandResult.NotRun("npm test", "it failed");

  private static TestCase test(String name, TestOutcome outcome, String... problem) {
    List<TestProblem> problems =
        Arrays.stream(problem).map(text -> new TestProblem(text, "", null)).toList();
    return new TestCase(id(name), outcome, false, Duration.ZERO, problems);
  }

  private static TestId id(String name) {
    return new TestId("", List.of("suite"), name, 1);
  }

  private static TreeRun run(boolean passed, TestCase... tests) {
    return run(passed, List.of(), List.of(), tests);
  }

  private static TreeRun run(
      boolean passed, List<String> touched, List<String> references, TestCase... tests) {
    CommandResult result = passed ? passed() : FAILED;
    return new TreeRun(
        new VerificationResult(List.of(result), ReachedIsolation.NONE),
        new ReportedTests(List.of(tests), List.of(), List.of()),
        touched.stream().map(RepoPath::of).toList(),
        ExportedRun.Place.MOUNTED,
        CarriedFiles.NONE,
        references.stream().map(RepoPath::of).toList());
  }

  private static CommandResult passed() {
    return new CommandResult.Exited(
        "npm test",
        0,
        Duration.ZERO,
        new CommandOutput("", 0, "", "", 0),
        new Containment(Containment.Level.SESSION, 0, 0));
  }

  private static ReplayCheck replay(TreeRun run, String... base) {
    Set<TestId> executed = new TreeSet<>();
    Arrays.stream(base).map(TreeJudgesTest::id).forEach(executed::add);
    return new ReplayJudge(
            run, base.length == 0 ? Optional.empty() : Optional.of(executed), Set.of(), FILES)
        .judge(false);
  }

  @Test
  void replay_everythingPasses_passes() {
    assertThat(replay(run(true, test("a", TestOutcome.PASSED)), "a").outcome())
        .isEqualTo(Outcome.PASSED);
  }

  @Test
  void replay_commandPassesAndTestFails_fails() {
    ReplayCheck check = replay(run(true, test("a", TestOutcome.FAILED, "1 is not 2")), "a");

    assertThat(check.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(check.failed()).containsExactly(id("a"));
  }

  @Test
  void replay_fewerTestsAreExecutedThanAtTheBase_fails() {
    ReplayCheck check =
        replay(run(true, test("a", TestOutcome.PASSED), test("b", TestOutcome.SKIPPED)), "a", "b");

    assertThat(check.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(check.lost()).containsExactly(id("b"));
  }

  @Test
  void replay_asManyTestsWithOtherNames_passes() {
    assertThat(replay(run(true, test("case 2", TestOutcome.PASSED)), "case 1").outcome())
        .isEqualTo(Outcome.PASSED);
  }

  @Test
  void replay_noTestIsReported_fails() {
    assertThat(replay(run(true), "a").outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void replay_commandsWroteToATestFile_fails() {
    TreeRun run = run(true, List.of("test/a.js"), List.of(), test("a", TestOutcome.PASSED));

    assertThat(replay(run, "a").outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void replay_testsDoNotLoad_decidesNothing() {
    TestCase unloadable =
        test("a", TestOutcome.FAILED, "ImportError: cannot import name 'total' from 'cart'");

    ReplayCheck check = replay(run(false, unloadable), "a");

    assertThat(check.outcome()).isEqualTo(Outcome.IMPOSSIBLE);
    assertThat(check.detail()).contains("total is not there");
  }

  @Test
  void replay_oneDoesNotLoadAndAnotherFails_fails() {
    TreeRun run =
        run(
            false,
            test("a", TestOutcome.FAILED, "cannot import name 'total'"),
            test("b", TestOutcome.FAILED, "1 is not 2"));

    assertThat(replay(run, "a", "b").outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void replay_carriedFilesLeadBackToTheWorkTree_decidesNothing() {
    TreeRun run = run(true, List.of(), List.of(".venv/x.pth"), test("a", TestOutcome.PASSED));

    assertThat(replay(run, "a").outcome()).isEqualTo(Outcome.IMPOSSIBLE);
  }

  private static RedCheck.Kind red(TreeRun run, String... defined) {
    Set<String> names = Set.of(defined);
    return new RedJudge(run, names::contains, Set.of())
        .judge(Set.of(id("new")), Set.of())
        .tests()
        .get(0)
        .kind();
  }

  @Test
  void red_kinds() {
    assertThat(red(run(false, test("new", TestOutcome.FAILED, "1 is not 2"))))
        .isEqualTo(RedCheck.Kind.RED);
    assertThat(red(run(true, test("new", TestOutcome.PASSED))))
        .isEqualTo(RedCheck.Kind.PASSES_ON_BASE);
    assertThat(red(run(true, test("new", TestOutcome.SKIPPED)))).isEqualTo(RedCheck.Kind.SKIPPED);
    assertThat(red(run(true, test("other", TestOutcome.PASSED))))
        .isEqualTo(RedCheck.Kind.NOT_FOUND);
    assertThat(red(run(false, test("other", TestOutcome.PASSED))))
        .isEqualTo(RedCheck.Kind.EXIT_WITHOUT_FAILED_TEST);
    assertThat(red(run(false, test("new", TestOutcome.FAILED, "fixture 'shop' not found"))))
        .isEqualTo(RedCheck.Kind.FIXTURE_FAILURE);
  }

  @Test
  void red_absentCode_countsOnlyIfTheChangeDefinesIt() {
    TreeRun run = run(false, test("new", TestOutcome.FAILED, "cannot import name 'half'"));

    assertThat(red(run, "half")).isEqualTo(RedCheck.Kind.RED_BY_ABSENCE);
    assertThat(red(run, "other")).isEqualTo(RedCheck.Kind.UNRELATED_ABSENCE);
  }

  private static final Canary CANARY = new Canary("pytest", RepoPath.of("test/x1.py"), "", "x1", 2);

  @Test
  void canary_isReported_onlyIfAllFailAndACommandAsWell() {
    CanaryJudge judge = new CanaryJudge(CANARY);
    TestCase one = test("x1 throws", TestOutcome.FAILED);
    TestCase two = test("X1 compares", TestOutcome.FAILED);

    assertThat(judge.isReported(run(false, one, two))).isTrue();
    assertThat(judge.isReported(run(true, one, two))).isFalse();
    assertThat(judge.isReported(run(false, one))).isFalse();
    assertThat(judge.isReported(run(false, one, two, test("x1", TestOutcome.PASSED)))).isFalse();
    assertThat(judge.isReported(run(false))).isFalse();
  }

  @Test
  void canary_thatPasses_isSubversion() {
    TreeRun run = run(true, test("x1 throws", TestOutcome.PASSED));

    assertThat(new CanaryJudge(CANARY).isFalse(run)).isTrue();
    assertThat(new CanaryJudge(CANARY).subverted(run).outcome())
        .isEqualTo(CanaryCheck.Outcome.SUBVERTED);
  }
}
