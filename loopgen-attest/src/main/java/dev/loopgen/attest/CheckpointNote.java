package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.merkle.Checkpoint;
import java.util.List;

/**
 * Signs and opens the checkpoints of a log.
 *
 * <p>A verified checkpoint says that the key vouched for this size and root under this origin. It
 * does not prove that it is the newest one, that the log shows everyone the same tree, or that the
 * current tree extends it. To check that, keep the last verified checkpoint and ask for a {@link
 * dev.loopgen.api.merkle.ConsistencyProof}.
 */
public final class CheckpointNote {

  private CheckpointNote() {}

  /**
   * Signs a checkpoint.
   *
   * <p>The caller must keep checkpoints consistent: two checkpoints of one origin whose trees do
   * not extend one another discredit the key for good.
   *
   * @param checkpoint the checkpoint to sign
   * @param log the key of the log; its name is the checkpoint's origin
   * @return the signed note
   * @throws AttestationException if the key has another name, or signing fails
   */
  public static SignedNote sign(Checkpoint checkpoint, NoteSigner log) {
    if (!log.keyId().name().equals(checkpoint.origin())) {
      throw new AttestationException(
          "The key %s cannot sign a checkpoint of %s. Use the key with the name of that log."
              .formatted(log.keyId(), checkpoint.origin()));
    }
    return SignedNote.sign(checkpoint.text(), List.of(log));
  }

  /**
   * Opens a checkpoint of the log that the trusted key is named after.
   *
   * @param note the signed note
   * @param log the key of the log, from a source other than the note
   * @return the checkpoint, or why it may not be used: not signed by the key, not a checkpoint, or
   *     of an origin that is not the key's name
   */
  public static NoteCheck<Checkpoint> open(SignedNote note, NoteVerifier log) {
    return open(note, log.keyId().name(), log);
  }

  /**
   * Opens a checkpoint of a log whose key name differs from its origin.
   *
   * @param note the signed note
   * @param origin the origin that the checkpoint must have
   * @param log the key that is trusted to sign for this origin, from a source other than the note
   * @return the checkpoint, or why it may not be used
   */
  public static NoteCheck<Checkpoint> open(SignedNote note, String origin, NoteVerifier log) {
    return open(note, origin, List.of(log));
  }

  /**
   * Opens a checkpoint of a log with several keys.
   *
   * @param note the signed note
   * @param origin the origin that the checkpoint must have
   * @param keys the keys of which one must have signed, from a source other than the note; a wrong
   *     signature of any of them refuses the note
   * @return the checkpoint, or why it may not be used
   */
  public static NoteCheck<Checkpoint> open(
      SignedNote note, String origin, List<? extends NoteVerifier> keys) {
    NoteCheck<String> check = note.open(keys);
    if (!(check instanceof VerifiedNote<String> verified)) {
      return new NoteCheck.Refused<>(check.describe());
    }
    VerifiedNote<Checkpoint> checkpoint;
    try {
      checkpoint = verified.map(Checkpoint::parse);
    } catch (AttestationException signedSomethingElse) {
      return new NoteCheck.Refused<>(
          "The note is signed, but it is not a checkpoint. " + signedSomethingElse.getMessage());
    }
    String found = checkpoint.content().origin();
    return found.equals(origin)
        ? checkpoint
        : new NoteCheck.Refused<>(
            "The checkpoint belongs to the log "
                + found
                + ", but one of "
                + origin
                + " is needed.");
  }
}
