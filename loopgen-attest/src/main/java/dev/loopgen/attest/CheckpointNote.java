package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.merkle.Checkpoint;
import java.util.List;

/**
 * Signs checkpoints of a log and opens them again.
 *
 * <p>A verified checkpoint says that the key vouched for this size and root under this origin. It
 * does not say that it is the newest one, that the log shows everyone the same tree, or that the
 * tree still grows from it: for these, keep the last checkpoint that was verified and ask for a
 * {@link dev.loopgen.api.merkle.ConsistencyProof}.
 */
public final class CheckpointNote {

  private CheckpointNote() {}

  /**
   * Signs a checkpoint.
   *
   * <p>The caller answers for consistency: two checkpoints under one origin of which neither tree
   * begins with the other discredit the key for good.
   *
   * @param checkpoint what to vouch for
   * @param log the key of the log, which has the checkpoint's origin as its name
   * @return the signed note
   * @throws AttestationException if the key has another name, or it cannot be signed
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
   * Opens a checkpoint of a log whose key has another name than its origin.
   *
   * @param note the signed note
   * @param origin the origin that the checkpoint must have
   * @param log the key that is trusted to sign for this origin, from a source other than the note
   * @return the checkpoint, or why it may not be used
   */
  public static NoteCheck<Checkpoint> open(SignedNote note, String origin, NoteVerifier log) {
    NoteCheck<String> check = note.open(log);
    if (!(check instanceof VerifiedNote<String> verified)) {
      return new NoteCheck.Refused<>(check.describe());
    }
    VerifiedNote<Checkpoint> checkpoint;
    try {
      checkpoint = verified.map(Checkpoint::parse);
    } catch (AttestationException signedSomethingElse) {
      return new NoteCheck.Refused<>(
          "The note is signed and is not a checkpoint. " + signedSomethingElse.getMessage());
    }
    String found = checkpoint.content().origin();
    return found.equals(origin)
        ? checkpoint
        : new NoteCheck.Refused<>(
            "The checkpoint is of the log " + found + ", and one of " + origin + " is needed.");
  }
}
