package dev.loopgen.core.internal.driven.progress;

import java.util.Objects;

/** What a turn came to. */
public sealed interface TurnOutcome {

  /** The reply contained no action that could be read. */
  record Unreadable() implements TurnOutcome {}

  /** The reply asked for nothing but information. */
  record Looked() implements TurnOutcome {}

  /**
   * The reply asked for changes or commands, and the checks failed afterwards.
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
