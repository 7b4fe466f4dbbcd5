package dev.loopgen.cli.checkpoint;

import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.attest.NoteVerifier;
import dev.loopgen.cli.signing.NoteKeyFiles;
import dev.loopgen.cli.support.RefusedException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The caller's checkpoints, and the key that must have signed them. */
public final class CheckpointOptions {

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "A signed checkpoint that the ledger must meet; may be repeated.")
  private List<Path> checkpoints = List.of();

  @Option(
      names = "--checkpoint-key",
      paramLabel = "VKEY",
      description = "The verifier key that must have signed the checkpoints, or a file with it.")
  private @Nullable String key;

  /**
   * Opens the checkpoints.
   *
   * @throws IllegalArgumentException if one cannot be read, or there is a key but no checkpoint, or
   *     the other way round
   * @throws RefusedException if the key did not sign one
   */
  public List<Anchor.Signed> anchors() {
    if (key == null && checkpoints.isEmpty()) {
      return List.of();
    }
    if (key == null || checkpoints.isEmpty()) {
      throw new IllegalArgumentException(
          key == null
              ? "--checkpoint needs the --checkpoint-key that must have signed it."
              : "--checkpoint-key needs a --checkpoint to open with it.");
    }
    NoteVerifier trusted = NoteKeyFiles.verifier(key);
    return checkpoints.stream()
        .map(
            file ->
                new Anchor.Signed(
                    "the checkpoint " + file,
                    NoteKeyFiles.open(file, NoteKeyFiles.note(file), trusted)))
        .toList();
  }
}
