package dev.loopgen.cli.checkpoint;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.merkle.ConsistencyProof;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.attest.CheckpointNote;
import dev.loopgen.attest.LogPolicy;
import dev.loopgen.attest.NoteKeyPair;
import dev.loopgen.attest.NoteVerifier;
import dev.loopgen.attest.SignedNote;
import dev.loopgen.attest.witness.WitnessClient;
import dev.loopgen.attest.witness.WitnessRound;
import dev.loopgen.cli.ledger.CheckedLedger;
import dev.loopgen.cli.signing.NoteKeyFiles;
import dev.loopgen.cli.support.RefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    return signed().note();
  }

  /**
   * A signed checkpoint.
   *
   * @param note the note, with the cosignatures that it had already
   * @param earlier the note of the origin that was kept before, or null
   */
  record Signed(SignedNote note, @Nullable SignedNote earlier) {}

  private Signed signed() {
    CheckedLedger.withoutHistory(ledger, List.of()).requireIntact();
    try (CheckpointStore kept = CheckpointStore.open(project)) {
      TreeHead head = CheckedLedger.of(project, ledger, List.of()).onlyHead();
      Checkpoint checkpoint =
          new Checkpoint(key.verifier().keyId().name(), head.size(), head.root());
      Optional<Checkpoint> last = kept.last(key.verifier());
      last.ifPresent(signed -> requireContinues(signed, checkpoint, head));
      SignedNote earlier = kept.lastNote(key.verifier()).orElse(null);
      boolean same = last.filter(checkpoint::equals).isPresent();
      SignedNote note =
          earlier != null && same ? earlier : CheckpointNote.sign(checkpoint, key.signer());
      kept.keep(note, key.verifier());
      return new Signed(note, earlier);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The checkpoint cannot be stored beside the ledger, so none is signed: "
              + e.getMessage()
              + ".",
          e);
    }
  }

  /**
   * Signs the head, asks witnesses to cosign it, and stores the cosigned note.
   *
   * @throws RefusedException as for {@link #sign()}
   * @throws IllegalArgumentException as for {@link #sign()}
   */
  WitnessRound sign(LogPolicy policy) throws InterruptedException {
    Signed signed = signed();
    NoteVerifier log = key.verifier();
    Checkpoint tree = NoteKeyFiles.open(project, signed.note(), log);
    EntryGraph graph = EntryGraph.of(ledger);
    Sha256 head = graph.find(tree).orElseThrow().entry();
    WitnessRound round =
        WitnessClient.create()
            .cosign(
                signed.note(),
                log,
                policy,
                signed.earlier(),
                old -> proof(graph, head, old, tree.size()));
    try (CheckpointStore kept = CheckpointStore.open(project)) {
      kept.keepCosigned(round.note(), log);
      return round;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The cosigned checkpoint cannot be stored: " + e.getMessage() + ".", e);
    }
  }

  private void requireContinues(Checkpoint last, Checkpoint next, TreeHead head) {
    if (last.size() > next.size()) {
      throw new RefusedException(
          ("The ledger has %s, and a checkpoint of %d was signed as %s: entries were dropped.")
              .formatted(Plural.of(next.size(), "entry", "entries"), last.size(), last.origin()));
    }
    EntryGraph graph = EntryGraph.of(ledger);
    if (!proof(graph, head.entry(), last.size(), next.size()).proves(last, next)) {
      throw new RefusedException(
          ("The head does not continue the checkpoint of %s that was signed as %s: entries"
                  + " were replaced, or it belongs to another line of history. Sign this line with"
                  + " a key of another name.")
              .formatted(Plural.of(last.size(), "entry", "entries"), last.origin()));
    }
  }

  private static ConsistencyProof proof(EntryGraph graph, Sha256 head, long old, long size) {
    return ConsistencyProof.of(old, size, graph.leaves(head).map(MerkleTree::leafHash).iterator());
  }
}
