package dev.loopgen.core.internal.run;

import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.tests.TestEvidence;
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
 */
record TestVerdict(
    @Nullable TestEvidence evidence,
    List<TestFailure> failures,
    CheckedTrees trees,
    int evaluation) {

  /** Nothing is demanded of tests. */
  static final TestVerdict NONE = new TestVerdict(null, List.of(), CheckedTrees.NONE, 0);

  TestVerdict {
    failures = List.copyOf(failures);
  }
}
