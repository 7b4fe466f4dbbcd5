package dev.loopgen.core.internal.tests.replay;

import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.tests.CanaryCheck;
import dev.loopgen.api.tests.RedCheck;
import dev.loopgen.api.tests.ReplayCheck;
import dev.loopgen.core.internal.export.CarriedFiles;
import java.util.List;
import java.util.Optional;

/**
 * What runs over other trees showed about a change.
 *
 * @param base the run over the base; empty if its tests were known or there was no need
 * @param replay the base's tests over the change; empty if the loop does not ask for it
 * @param canary the tests that must fail; empty if there was no replay to add them to
 * @param red the change's tests over the base; empty if the loop does not ask for it
 * @param failures why the change does not pass
 * @param runs how many times the commands were run for all this
 * @param place where the commands found the trees; empty if they were not run
 * @param carried the ignored files that they got
 */
public record CheckedTrees(
    Optional<TreeRun> base,
    Optional<ReplayCheck> replay,
    Optional<CanaryCheck> canary,
    Optional<RedCheck> red,
    List<TestFailure> failures,
    int runs,
    Optional<ExportedRun.Place> place,
    CarriedFiles carried) {

  /** Nothing was run. */
  public static final CheckedTrees NONE =
      new CheckedTrees(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          0,
          Optional.empty(),
          CarriedFiles.NONE);

  public CheckedTrees {
    failures = List.copyOf(failures);
  }
}
