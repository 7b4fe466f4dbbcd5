package dev.loopgen.core.internal.driven.progress;

import java.util.Objects;

/** What a turn came to. */
public sealed interface TurnOutcome {

  /** The reply contained no action that could be read. */
  record Unreadable() implements TurnOutcome {}

  /** Nothing was written, deleted or run: the reply asked for information, or all was refused. */
  record Idle() implements TurnOutcome {}

  /**
   * Something was written, deleted or run, and the checks failed afterwards.
   *
   * @param treeId the id of the tree after the turn
   * @param failures the {@link FailureDigest} of the checks' output
   */
  record Acted(String treeId, String failures) implements TurnOutcome {

    public Acted {
      Objects.requireNonNull(treeId);
      Objects.requireNonNull(failures);
    }
  }
}
