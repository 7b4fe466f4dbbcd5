package dev.loopgen.core.internal.guard;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest.Acknowledgement;
import java.util.List;

/**
 * The result of the forbidden path guard.
 *
 * @param violations the forbidden changes, one per path and kind of change
 * @param state the current content of the guarded paths
 * @param watch how the watched files compare to the last record
 * @param acknowledgedAtBase the reviewed acknowledgements that were used
 * @param acknowledgedHere the acknowledgements of this clone's user that were used
 */
public record GuardVerdict(
    List<Failure> violations,
    GuardState state,
    Watch watch,
    List<Acknowledgements.Item> acknowledgedAtBase,
    List<Acknowledgement> acknowledgedHere) {

  /** How the watched files compare to the last record. */
  public enum Watch {
    /** There is no earlier record. */
    FIRST_SIGHT("first-sight"),
    /** The earlier record has another key or other patterns, so nothing can be compared. */
    REBASELINED("rebaselined"),
    /** The digests are equal. */
    UNCHANGED("unchanged"),
    /** The digests differ. */
    CHANGED("changed"),
    /** There is no key to digest with. */
    UNKEYED("unkeyed");

    private final String id;

    Watch(String id) {
      this.id = id;
    }

    /** Returns the name as ledger entries spell it. */
    public String id() {
      return id;
    }
  }

  public GuardVerdict {
    violations = List.copyOf(violations);
    acknowledgedAtBase = List.copyOf(acknowledgedAtBase);
    acknowledgedHere = List.copyOf(acknowledgedHere);
  }
}
