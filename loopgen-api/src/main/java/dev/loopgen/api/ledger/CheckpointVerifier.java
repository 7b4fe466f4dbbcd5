package dev.loopgen.api.ledger;

import dev.loopgen.api.merkle.Checkpoint;
import java.util.List;

/**
 * Opens signed checkpoints, so that they can anchor a ledger.
 *
 * <p>An implementer owes: no network; a checkpoint is returned only if one of the given keys signed
 * it; nothing in the file supplies a key; a file that is not what it should be is an exception,
 * never an empty answer. Implementations are thread-safe and reusable.
 */
@FunctionalInterface
public interface CheckpointVerifier {

  /**
   * Opens every checkpoint of a file.
   *
   * @param file the content of the file
   * @param keys the C2SP verifier keys of those who may have signed
   * @return the checkpoints, at least one
   * @throws dev.loopgen.api.AttestationException if the file holds anything else, one of its notes
   *     is signed by none of the keys, or a key cannot be read; with a sentence that says which
   */
  List<Checkpoint> open(byte[] file, List<String> keys);
}
