package dev.loopgen.cli;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.merkle.InclusionProof;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.attest.LogProof;
import dev.loopgen.attest.NoteKeyPair;
import dev.loopgen.attest.NoteVerifier;
import dev.loopgen.attest.SignedNote;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves to others that the ledger has an entry, without giving them the ledger. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Proves that an entry is in the ledger of a signed checkpoint (C2SP tlog-proof).")
final class ProveCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "ENTRY",
      description = "The entry's id or hash, or the start of either that no other has.")
  private String entry = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROJECT",
      defaultValue = ".",
      description = "The project's directory. Default: ${DEFAULT-VALUE}")
  private Path project = Path.of(".");

  @Option(
      names = "--key",
      paramLabel = "KEY",
      required = true,
      description =
          "The file of the private key that signs the head; with --checkpoint, the verifier key"
              + " that must have signed it, or a file with it.")
  private String key = "";

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Prove it for this signed checkpoint, instead of one that is signed now.")
  private @Nullable Path checkpoint;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the proof to this file instead of standard output.")
  private @Nullable Path out;

  /** Used by picocli. */
  ProveCommand() {}

  @Override
  public Integer call() {
    Sha256 hash = EntryName.of(entry).find(Loopgen.ledger(project));
    LogProof proof = checkpoint == null ? bySigning(hash) : byCheckpoint(hash, checkpoint);
    if (out == null) {
      spec.commandLine().getOut().print(proof.format());
    } else {
      TextFile.write("proof", out, proof.format(), ProveCommand::isProof);
    }
    return ExitCode.PASS;
  }

  private LogProof bySigning(Sha256 hash) {
    NoteKeyPair pair = NoteKeys.pair(Path.of(key));
    SignedNote note = new CheckpointSigning(project, pair).sign();
    return prove(hash, note, NoteKeys.open(project, note, pair.verifier()), pair.verifier());
  }

  private LogProof byCheckpoint(Sha256 hash, Path file) {
    NoteVerifier trusted = NoteKeys.verifier(key);
    SignedNote note = NoteKeys.note(file);
    Checkpoint tree = NoteKeys.open(file, note, trusted);
    Anchor.Signed anchor = new Anchor.Signed("the checkpoint " + file, tree);
    CheckedLedger.of(project, List.of(anchor)).requireIntact();
    return prove(hash, note, tree, trusted);
  }

  private LogProof prove(Sha256 hash, SignedNote note, Checkpoint tree, NoteVerifier trusted) {
    EntryGraph graph = EntryGraph.of(Loopgen.ledger(project));
    List<Sha256> leaves =
        graph.find(tree).map(TreeHead::entry).stream().flatMap(graph::leaves).toList();
    int index = leaves.indexOf(hash);
    if (index < 0) {
      throw new RefusedException(
          "The checkpoint of "
              + tree.size()
              + " entries does not cover the entry "
              + hash
              + ", which came later or on another branch. Take a newer checkpoint.");
    }
    InclusionProof inclusion =
        InclusionProof.of(index, tree.size(), leaves.stream().map(MerkleTree::leafHash).iterator());
    LogProof proof = new LogProof(inclusion, note);
    if (proof.verify(MerkleTree.leafHash(hash), trusted).verified().isEmpty()) {
      throw new IllegalStateException("a proof that does not verify");
    }
    return proof;
  }

  private static boolean isProof(String text) {
    try {
      LogProof.parse(text);
      return true;
    } catch (AttestationException e) {
      return false;
    }
  }
}
