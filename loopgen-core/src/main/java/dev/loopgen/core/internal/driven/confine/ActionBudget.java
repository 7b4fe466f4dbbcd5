package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.tree.RepoPath;
import java.util.HashSet;
import java.util.Set;

/** What a run has left of its limits. Not thread-safe. */
final class ActionBudget {

  private final ActionLimits limits;
  private final Set<RepoPath> files = new HashSet<>();
  private long bytes;
  private int actions;

  ActionBudget(ActionLimits limits) {
    this.limits = limits;
  }

  /**
   * Counts an action, whatever becomes of it.
   *
   * @throws BlockedException if it is one too many
   */
  void take() throws BlockedException {
    if (actions >= limits.actions()) {
      throw new BlockedException(BlockReason.ACTION_BUDGET, Plural.of(limits.actions(), "action"));
    }
    actions++;
  }

  /** Counts actions that were taken before. */
  void took(int count) {
    actions += count;
  }

  /**
   * Checks that a change fits.
   *
   * @param size the new size of the file; 0 for a removal
   */
  void check(RepoPath path, long size) throws BlockedException {
    if (size > limits.fileBytes()) {
      throw new BlockedException(BlockReason.FILE_TOO_LARGE, limits.fileBytes() + " bytes");
    }
    if (!files.contains(path) && files.size() >= limits.files()) {
      throw new BlockedException(BlockReason.FILE_BUDGET, Plural.of(limits.files(), "file"));
    }
    if (bytes + size > limits.bytes()) {
      throw new BlockedException(BlockReason.BYTE_BUDGET, limits.bytes() + " bytes");
    }
  }

  /** Counts a change that was made. */
  void spend(RepoPath path, long size) {
    files.add(path);
    bytes += size;
  }

  /** Returns how many files were changed. */
  int files() {
    return files.size();
  }
}
