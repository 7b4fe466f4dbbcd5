package dev.loopgen.core.internal.run;

import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.tests.ReplayCheck;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.tests.files.TestFiles;
import dev.loopgen.core.internal.tests.replay.CheckedTrees;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run shows about tests, and what follows.
 *
 * @param evidence what it shows, or null if the loop demands nothing of tests
 * @param failures why the change does not pass
 * @param trees what runs over other trees showed
 * @param evaluation how often hidden checks have judged changes of this base, this run included; 0
 *     if they did not judge this one
 * @param files the test files of the loop
 * @param warnings what a reader should know
 */
record TestVerdict(
    @Nullable TestEvidence evidence,
    List<TestFailure> failures,
    CheckedTrees trees,
    int evaluation,
    TestFiles files,
    List<String> warnings) {

  /** Nothing is demanded of tests. */
  static final TestVerdict NONE =
      new TestVerdict(null, List.of(), CheckedTrees.NONE, 0, TestFiles.NONE, List.of());

  TestVerdict {
    failures = List.copyOf(failures);
    warnings = List.copyOf(warnings);
  }

  /**
   * Tells whether a file configures a runner, and the loop does not declare it. Where the loop
   * demands something of lines, so do files that say which lines are reported.
   */
  boolean configures(RepoPath path) {
    return evidence != null
        && (files.configures(path) || demandsLines() && files.selectsLines(path));
  }

  private boolean demandsLines() {
    return evidence != null && (evidence.coverage().isPresent() || evidence.mutation().isPresent());
  }

  /**
   * Tells whether an edit of a file that a command depends on was made harmless: the loop declares
   * the file, it only configures a runner, and with the base's version all tests passed. That says
   * nothing of which lines were reported.
   */
  boolean excuses(RepoPath path) {
    return failures.isEmpty()
        && !demandsLines()
        && files.declares(path)
        && files.isConfiguration(path)
        && trees.replay().filter(it -> it.outcome() == ReplayCheck.Outcome.PASSED).isPresent();
  }
}
