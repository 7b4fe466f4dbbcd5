package dev.loopgen.api.ledger;

import dev.loopgen.api.merkle.Checkpoint;
import java.util.List;

/**
 * Verifies and opens signed checkpoints, so that they can anchor a ledger.
 *
 * <p>Implementations must use no network, return a checkpoint only if one of the given keys signed
 * it, take no key from the file, and throw for an invalid file instead of returning an empty list.
 * They must be thread-safe and reusable.
 */
@FunctionalInterface
public interface CheckpointVerifier {

  /**
   * Opens all checkpoints of a file.
   *
   * @param file the content of the file
   * @param keys the C2SP verifier keys of those who may have signed
   * @return the checkpoints, at least one
   * @throws dev.loopgen.api.AttestationException if the file contains anything else, a note is not
   *     signed by any of the keys, or a key cannot be read; the message names the culprit
   */
  List<Checkpoint> open(byte[] file, List<String> keys);
}
