package dev.loopgen.api.ledger;

import dev.loopgen.api.merkle.Checkpoint;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that its log signed and witnesses cosigned, all verified.
 *
 * <p>Whether that is enough, {@link #quorumAt()} says. A witness vouches for having seen no other
 * history of the log; it does not know whether the entries are true.
 *
 * @param checkpoint the checkpoint
 * @param cosigners the names of the witnesses whose cosignatures count, in the order of the policy
 * @param quorumTime the time of the quorum, or null if these witnesses do not reach it
 * @param note the signed note with every signature, as evidence for others
 */
public record CosignedCheckpoint(
    Checkpoint checkpoint, List<String> cosigners, @Nullable Instant quorumTime, String note) {

  /** Copies the names. */
  public CosignedCheckpoint {
    Objects.requireNonNull(checkpoint, "checkpoint");
    Objects.requireNonNull(note, "note");
    cosigners = List.copyOf(cosigners);
  }

  /**
   * Returns the latest instant from which on the cosignatures made up the quorum. So the quorum is
   * not older than an instant if, and only if, this is not before it.
   *
   * @return the instant; empty if the quorum is not reached
   */
  public Optional<Instant> quorumAt() {
    return Optional.ofNullable(quorumTime);
  }
}
