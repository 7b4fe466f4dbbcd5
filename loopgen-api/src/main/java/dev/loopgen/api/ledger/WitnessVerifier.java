package dev.loopgen.api.ledger;

import java.time.Instant;
import java.util.List;

/**
 * Verifies checkpoints that witnesses cosigned.
 *
 * <p>Implementations must use no network, take no key from the file, and throw for an invalid file
 * instead of returning an empty list. They must be thread-safe and reusable.
 */
@FunctionalInterface
public interface WitnessVerifier {

  /**
   * Opens the checkpoints of a file that belong to the logs of a policy. Those of other logs are
   * ignored.
   *
   * @param file signed notes, separated by empty lines
   * @param quorum what is trusted
   * @param now the current time; cosignatures of a later time do not count, except for a small
   *     difference between clocks
   * @return the checkpoints that one of the logs signed, with or without the quorum; at least one
   * @throws dev.loopgen.api.AttestationException if the file contains anything but notes, has none
   *     of these logs, or one has an invalid signature of a trusted key
   * @throws IllegalArgumentException if the policy is not valid, or two quorums need not have a
   *     witness in common
   */
  List<CosignedCheckpoint> open(byte[] file, WitnessQuorum quorum, Instant now);
}
