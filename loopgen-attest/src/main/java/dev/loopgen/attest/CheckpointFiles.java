package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.ledger.CheckpointVerifier;
import dev.loopgen.api.merkle.Checkpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens files of checkpoints: signed notes, with an empty line between two of them, as {@code
 * .loopgen/audit.checkpoint} holds them.
 */
public final class CheckpointFiles implements CheckpointVerifier {

  private CheckpointFiles() {}

  /**
   * Returns what opens checkpoints with the Ed25519 keys that it is given.
   *
   * @return the verifier
   */
  public static CheckpointVerifier create() {
    return new CheckpointFiles();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A note counts for the key that its origin names, as {@link CheckpointNote#open(SignedNote,
   * NoteVerifier)} has it.
   */
  @Override
  public List<Checkpoint> open(byte[] file, List<String> keys) {
    List<NoteVerifier> trusted = keys.stream().map(NoteVerifier::parse).toList();
    List<Checkpoint> checkpoints = new ArrayList<>();
    for (SignedNote note : SignedNote.parseAll(file)) {
      checkpoints.add(open(note, trusted));
    }
    return List.copyOf(checkpoints);
  }

  private static Checkpoint open(SignedNote note, List<NoteVerifier> trusted) {
    List<String> refusals = new ArrayList<>();
    for (NoteVerifier key : trusted) {
      NoteCheck<Checkpoint> check = CheckpointNote.open(note, key);
      if (check.verified().isPresent()) {
        return check.verified().get().content();
      }
      refusals.add(check.describe());
    }
    throw new AttestationException(
        refusals.isEmpty() ? "There is no key to open a checkpoint with." : refusals.get(0));
  }
}
