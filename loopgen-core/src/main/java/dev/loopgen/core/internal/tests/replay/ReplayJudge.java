package dev.loopgen.core.internal.tests.replay;

import dev.loopgen.api.tests.ReplayCheck;
import dev.loopgen.api.tests.ReplayCheck.Outcome;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tests.TestOutcome;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.core.internal.tests.files.TestFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Judges a run of the base's tests over the code of a change. */
final class ReplayJudge {

  private final TreeRun run;
  private final Optional<Set<TestId>> base;
  private final Set<RepoPath> deleted;
  private final TestFiles files;

  /**
   * @param run the run, without canaries
   * @param base the tests that are executed at the base, if they are known
   * @param deleted the test files that the change deletes
   */
  ReplayJudge(TreeRun run, Optional<Set<TestId>> base, Set<RepoPath> deleted, TestFiles files) {
    this.run = run;
    this.base = base;
    this.deleted = deleted;
    this.files = files;
  }

  /**
   * Judges the run.
   *
   * @param excused whether a command had to fail, because tests that must fail were added
   */
  ReplayCheck judge(boolean excused) {
    Set<TestId> failed = run.failed();
    Set<TestId> lost = lost();
    List<TestId> ofDeleted = new ArrayList<>();
    failed.stream().filter(this::isOfDeletedFile).forEach(ofDeleted::add);
    lost.stream().filter(this::isOfDeletedFile).forEach(ofDeleted::add);
    failed.removeIf(this::isOfDeletedFile);
    lost.removeIf(this::isOfDeletedFile);
    return new ReplayCheck(
        outcome(excused, failed, lost, ofDeleted),
        detail(excused, failed, lost, ofDeleted),
        run.tests().cases().stream().filter(test -> failed.contains(test.id())).toList(),
        List.copyOf(lost),
        ofDeleted.stream().sorted().distinct().toList());
  }

  private Outcome outcome(
      boolean excused, Set<TestId> failed, Set<TestId> lost, List<TestId> ofDeleted) {
    if (!run.references().isEmpty()) {
      return Outcome.IMPOSSIBLE;
    }
    boolean clean =
        (excused || run.failedCommands().isEmpty())
            && failed.isEmpty()
            && lost.isEmpty()
            && ofDeleted.isEmpty()
            && touchedTests().isEmpty()
            && !run.verification().commands().isEmpty()
            && run.tests().problems().isEmpty()
            && run.tests().unloaded().isEmpty();
    if (clean) {
      return Outcome.PASSED;
    }
    return doesNotLoad() ? Outcome.IMPOSSIBLE : Outcome.FAILED;
  }

  /** Tells whether nothing but the absence of code that the base's tests use is in the way. */
  private boolean doesNotLoad() {
    boolean anotherFails =
        run.tests().cases().stream()
            .filter(test -> test.outcome() == TestOutcome.FAILED)
            .anyMatch(test -> !AbsentCode.isSaidIn(TreeRun.problems(test)));
    return !anotherFails && AbsentCode.isSaidIn(run.explanation());
  }

  /** Identities may follow data of the code under test, so only fewer tests are lost ones. */
  private Set<TestId> lost() {
    Set<TestId> executed = run.executed();
    if (base.isEmpty() || executed.size() >= base.get().size()) {
      return new TreeSet<>();
    }
    Set<TestId> lost = new TreeSet<>(base.get());
    lost.removeAll(executed);
    return lost;
  }

  private List<RepoPath> touchedTests() {
    return run.touched().stream().filter(files::areBases).toList();
  }

  private boolean isOfDeletedFile(TestId test) {
    return deleted.stream().anyMatch(path -> TestLocations.isIn(test, path));
  }

  private String detail(
      boolean excused, Set<TestId> failed, Set<TestId> lost, List<TestId> ofDeleted) {
    List<String> parts = new ArrayList<>();
    if (!run.references().isEmpty()) {
      parts.add(
          run.references().get(0)
              + " leads back to the work tree, so the commands would not test the other tree");
    }
    add(parts, failed.size(), "failed");
    add(parts, lost.size(), "were not executed");
    add(parts, ofDeleted.size(), "of deleted files failed or were not executed");
    if (!touchedTests().isEmpty()) {
      parts.add("the commands wrote to " + touchedTests().get(0));
    }
    if (!run.tests().problems().isEmpty()) {
      parts.add(run.tests().problems().get(0));
    }
    if (parts.isEmpty() && !excused) {
      run.failedCommands().stream().map(CommandResult::describe).forEach(parts::add);
    }
    if (!excused && doesNotLoad()) {
      Set<String> names = AbsentCode.namesIn(run.explanation());
      parts.add(
          "they do not compile or load with it"
              + (names.isEmpty() ? "" : ": " + String.join(", ", first(names)) + " is not there"));
    }
    return String.join("; ", parts);
  }

  private static List<String> first(Set<String> names) {
    return names.stream().limit(3).toList();
  }

  private static void add(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }
}
