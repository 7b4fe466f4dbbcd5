package dev.loopgen.cli.checkpoint;

import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.merkle.ConsistencyProof;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.attest.CheckpointNote;
import dev.loopgen.attest.NoteKeyPair;
import dev.loopgen.attest.SignedNote;
import dev.loopgen.cli.ledger.CheckedLedger;
import dev.loopgen.cli.support.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Signs a checkpoint of a ledger's head with the key's name as its origin, but never one that
 * contradicts the last checkpoint of that origin.
 */
final class CheckpointSigner {

  private final Path project;
  private final AuditLedger ledger;
  private final NoteKeyPair key;

  CheckpointSigner(Path project, AuditLedger ledger, NoteKeyPair key) {
    this.project = project;
    this.ledger = ledger;
    this.key = key;
  }

  /**
   * Verifies the ledger, signs its head, and stores the note before returning it.
   *
   * @throws RefusedException if the ledger is damaged, has several heads, or does not continue what
   *     was signed before
   * @throws IllegalArgumentException if there is no ledger, or the note cannot be stored
   */
  SignedNote sign() {
    CheckedLedger.withoutHistory(ledger, List.of()).requireIntact();
    try (CheckpointStore kept = CheckpointStore.open(project)) {
      TreeHead head = CheckedLedger.of(project, ledger, List.of()).onlyHead();
      Checkpoint checkpoint =
          new Checkpoint(key.verifier().keyId().name(), head.size(), head.root());
      kept.last(key.verifier()).ifPresent(last -> requireContinues(last, checkpoint, head));
      SignedNote note = CheckpointNote.sign(checkpoint, key.signer());
      kept.keep(note, key.verifier());
      return note;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The checkpoint cannot be stored beside the ledger, so none is signed: "
              + e.getMessage()
              + ".",
          e);
    }
  }

  private void requireContinues(Checkpoint last, Checkpoint next, TreeHead head) {
    if (last.size() > next.size()) {
      throw new RefusedException(
          ("The ledger has %s, and a checkpoint of %d was signed as %s: entries were dropped.")
              .formatted(Plural.of(next.size(), "entry", "entries"), last.size(), last.origin()));
    }
    EntryGraph graph = EntryGraph.of(ledger);
    ConsistencyProof proof =
        ConsistencyProof.of(
            last.size(),
            next.size(),
            graph.leaves(head.entry()).map(MerkleTree::leafHash).iterator());
    if (!proof.proves(last, next)) {
      throw new RefusedException(
          ("The head does not continue the checkpoint of %s that was signed as %s: entries"
                  + " were replaced, or it belongs to another line of history. Sign this line with"
                  + " a key of another name.")
              .formatted(Plural.of(last.size(), "entry", "entries"), last.origin()));
    }
  }
}
