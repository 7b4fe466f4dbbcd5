package dev.loopgen.adapters.hooks;

import java.util.ArrayList;
import java.util.List;

/**
 * The blocks that one turn of a session had so far.
 *
 * @param failedRuns the hashes of the entries of the runs that failed, one for each block
 * @param withoutVerdict how many blocks came without a verdict
 */
public record StopBlocks(List<String> failedRuns, int withoutVerdict) {

  /** No block. */
  public static final StopBlocks NONE = new StopBlocks(List.of(), 0);

  /** Copies the list. */
  public StopBlocks {
    failedRuns = List.copyOf(failedRuns);
  }

  StopBlocks failed(String entry) {
    List<String> all = new ArrayList<>(failedRuns);
    all.add(entry);
    return new StopBlocks(all, withoutVerdict);
  }

  StopBlocks undecided() {
    return new StopBlocks(failedRuns, withoutVerdict + 1);
  }
}
