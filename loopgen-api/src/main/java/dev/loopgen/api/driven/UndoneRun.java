package dev.loopgen.api.driven;

import java.util.List;
import java.util.Objects;

/**
 * What became of the files of a driven run that was undone. Paths are relative to the project.
 *
 * @param runId the id of the run
 * @param restored the files that were restored; without those that were as before the run already
 * @param kept the files that were left alone, because they changed since the run or must not be
 *     written
 */
public record UndoneRun(String runId, List<String> restored, List<String> kept) {

  /** Copies the lists. */
  public UndoneRun {
    Objects.requireNonNull(runId);
    restored = List.copyOf(restored);
    kept = List.copyOf(kept);
  }
}
