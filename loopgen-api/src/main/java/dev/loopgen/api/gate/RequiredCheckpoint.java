package dev.loopgen.api.gate;

import java.util.List;

/**
 * A file of signed checkpoints that the ledger must meet. It is read from the base of the change.
 *
 * @param file the file, relative to the project, separated by {@code /}
 * @param keys the C2SP verifier keys that are trusted to have signed; each note in the file must be
 *     signed by one of them
 */
public record RequiredCheckpoint(String file, List<String> keys) {

  /**
   * Copies the keys.
   *
   * @throws IllegalArgumentException if the file is blank or there is no key
   */
  public RequiredCheckpoint {
    keys = List.copyOf(keys);
    if (file.isBlank()) {
      throw new IllegalArgumentException("a checkpoint is in a file");
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a checkpoint is worth what the key is that signed it");
    }
  }
}
