package dev.loopgen.core.internal.tests.replay;

import dev.loopgen.api.tests.RedCheck;
import dev.loopgen.api.tests.RedCheck.AddedTest;
import dev.loopgen.api.tests.RedCheck.Kind;
import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Judges a run of the change's tests over the code of the base. */
final class RedJudge {

  private static final Pattern FIXTURE =
      Pattern.compile(
          "(?i)fixture '[^']+' not found|error at setup of|failed on setup|\\bbefore(?:each|all)"
              + " hook|@Before(?:Each|All)\\b|setUpClass|in setUp\\b");

  private final TreeRun run;
  private final Predicate<String> definedByChange;
  private final Set<String> imported;
  private final Map<TestId, TestCase> reported = new TreeMap<>();

  /**
   * @param run the run over the base's code
   * @param definedByChange tells whether the change defines a name that the base does not have
   * @param imported the names that tests import whose runner does not say why they do not load
   */
  RedJudge(TreeRun run, Predicate<String> definedByChange, Set<String> imported) {
    this.run = run;
    this.definedByChange = definedByChange;
    this.imported = imported;
    run.tests().cases().forEach(test -> reported.put(test.id(), test));
  }

  /**
   * Judges tests of a change.
   *
   * @param added the identities of those that it adds
   * @param changed those that the base has as well, in files that it edits
   */
  RedCheck judge(Set<TestId> added, Set<TestId> changed) {
    return new RedCheck(judged(added), judged(changed), "");
  }

  private List<AddedTest> judged(Set<TestId> ids) {
    return ids.stream().sorted().map(id -> new AddedTest(id, kind(id))).toList();
  }

  private Kind kind(TestId id) {
    TestCase test = reported.get(id);
    if (test == null) {
      return absent();
    }
    if (test.outcome() == TestOutcome.PASSED) {
      return Kind.PASSES_ON_BASE;
    }
    if (test.outcome() == TestOutcome.SKIPPED) {
      return Kind.SKIPPED;
    }
    String said = TreeRun.problems(test);
    if (FIXTURE.matcher(said).find()) {
      return Kind.FIXTURE_FAILURE;
    }
    return AbsentCode.isSaidIn(said) ? byAbsence(said) : Kind.RED;
  }

  private Kind absent() {
    String said = run.explanation();
    if (AbsentCode.isSaidIn(said)) {
      return byAbsence(said);
    }
    if (!run.tests().unloaded().isEmpty() && imported.stream().anyMatch(definedByChange)) {
      return Kind.RED_BY_ABSENCE;
    }
    boolean silent = run.failed().isEmpty() && run.tests().unloaded().isEmpty();
    return silent && !run.failedCommands().isEmpty()
        ? Kind.EXIT_WITHOUT_FAILED_TEST
        : Kind.NOT_FOUND;
  }

  private Kind byAbsence(String said) {
    return AbsentCode.namesIn(said).stream().anyMatch(definedByChange)
        ? Kind.RED_BY_ABSENCE
        : Kind.UNRELATED_ABSENCE;
  }
}
