package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.ledger.CheckpointVerifier;
import dev.loopgen.api.ledger.CosignedCheckpoint;
import dev.loopgen.api.ledger.WitnessQuorum;
import dev.loopgen.api.ledger.WitnessVerifier;
import dev.loopgen.api.merkle.Checkpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens checkpoint files such as {@code .loopgen/audit.checkpoint}: signed notes separated by empty
 * lines.
 */
public final class CheckpointFiles implements CheckpointVerifier {

  private CheckpointFiles() {}

  /**
   * Returns a verifier that opens checkpoints with Ed25519 keys.
   *
   * @return the verifier
   */
  public static CheckpointVerifier create() {
    return new CheckpointFiles();
  }

  /**
   * Returns a verifier that opens checkpoints which witnesses cosigned, with Ed25519 keys.
   *
   * @return the verifier; see {@link LogPolicy#check} for what it accepts
   */
  public static WitnessVerifier witnesses() {
    return CheckpointFiles::open;
  }

  private static List<CosignedCheckpoint> open(byte[] file, WitnessQuorum quorum, Instant now) {
    LogPolicy policy = policy(quorum);
    List<CosignedCheckpoint> checkpoints = new ArrayList<>();
    for (SignedNote note : SignedNote.parseAll(file)) {
      if (policy.knowsOrigin(note.claimedOrigin())) {
        NoteCheck<CosignedCheckpoint> check = policy.check(note, now);
        checkpoints.add(
            check
                .verified()
                .map(VerifiedNote::content)
                .orElseThrow(() -> new AttestationException(check.describe())));
      }
    }
    if (checkpoints.isEmpty()) {
      throw new AttestationException("There is no checkpoint of a log that the policy knows.");
    }
    return List.copyOf(checkpoints);
  }

  private static LogPolicy policy(WitnessQuorum quorum) {
    LogPolicy policy;
    try {
      policy = LogPolicy.parse(quorum.policy());
    } catch (AttestationException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    if (!policy.hasIntersectingQuorums()) {
      throw new IllegalArgumentException(
          "Two quorums of witnesses need not have a witness in common, so both sides of a split"
              + " view could have one. Ask for more than half of the witnesses.");
    }
    return policy;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A note must be signed by the key that its origin names; see {@link
   * CheckpointNote#open(SignedNote, NoteVerifier)}.
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
        refusals.isEmpty()
            ? "No checkpoint key is trusted. Name the key that must have signed"
                + " the checkpoint."
            : refusals.get(0));
  }
}
