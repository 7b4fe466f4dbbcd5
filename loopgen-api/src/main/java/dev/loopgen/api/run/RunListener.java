package dev.loopgen.api.run;

import dev.loopgen.api.driven.DrivenListener;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.CommandListener;

/**
 * Receives the progress of a run.
 *
 * <p>Called from the runner's and the verifier's threads, one call at a time. Exceptions are logged
 * and never change a verdict.
 */
public interface RunListener extends CommandListener, DrivenListener {

  /** A listener that ignores everything. */
  RunListener NONE = new RunListener() {};

  /** The phases of a run. */
  enum Phase {
    /** The base is resolved and the spec is read. */
    PREPARE,
    /** A model makes the change, if the run is driven by one. */
    DRIVE,
    /** The tree is read before the commands. */
    SNAPSHOT_BEFORE,
    /** The commands run. */
    VERIFY,
    /** The tree is read after the commands. */
    SNAPSHOT_AFTER,
    /** The entry is written, then the report and the state file. */
    RECORD,
    /** The entry is signed, if an attestation was requested. */
    ATTEST
  }

  /**
   * A phase begins.
   *
   * @param phase the phase
   */
  default void phase(Phase phase) {}

  /**
   * A snapshot was taken.
   *
   * @param snapshot the snapshot
   */
  default void snapshot(TreeSnapshot snapshot) {}

  /**
   * The run ended with a verdict.
   *
   * @param result the verdict
   */
  default void finished(RunResult result) {}
}
