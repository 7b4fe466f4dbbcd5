package dev.loopgen.cli.checkpoint;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.internal.text.Plural;
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
import dev.loopgen.cli.ledger.CheckedLedger;
import dev.loopgen.cli.ledger.EntryReference;
import dev.loopgen.cli.ledger.LedgerOptions;
import dev.loopgen.cli.signing.NoteKeyFiles;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.ProjectFinder;
import dev.loopgen.cli.support.RefusedException;
import dev.loopgen.cli.support.TextFile;
import dev.loopgen.cli.support.VersionProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves to others that the ledger has an entry, without giving them the ledger. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Proves that an entry is in the ledger of a signed checkpoint (C2SP tlog-proof).")
public final class ProveCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "ENTRY",
      description = "The entry's id or hash, or a unique prefix of either.")
  private String entry = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROJECT",
      description = ProjectArgument.DESCRIPTION)
  private @Nullable Path project;

  @Mixin private LedgerOptions ledger;

  @Option(
      names = "--sign-with",
      paramLabel = "FILE",
      description = "The file of the private key that signs the head.")
  private @Nullable Path signingKey;

  @Option(
      names = "--checkpoint-key",
      paramLabel = "VKEY",
      description = "The verifier key that must have signed the --checkpoint, or a file with it.")
  private @Nullable String checkpointKey;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Prove it for this signed checkpoint instead of signing one now.")
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
    boolean signs = signingKey != null && checkpoint == null && checkpointKey == null;
    boolean opens = signingKey == null && checkpoint != null && checkpointKey != null;
    if (!signs && !opens) {
      throw new IllegalArgumentException(
          "A proof needs a signed checkpoint. Use --sign-with, which signs the head now, or"
              + " --checkpoint and --checkpoint-key.");
    }
    Sha256 hash = EntryReference.of(entry).find(ledger.of(project()));
    LogProof proof =
        checkpoint == null || checkpointKey == null
            ? bySigning(hash, Objects.requireNonNull(signingKey))
            : byCheckpoint(hash, checkpoint, checkpointKey);
    if (out == null) {
      spec.commandLine().getOut().print(proof.format());
    } else {
      TextFile.write("proof", out, proof.format(), ProveCommand::isProof);
    }
    return ExitCode.PASS;
  }

  private Path project() {
    return ProjectFinder.of(project);
  }

  private LogProof bySigning(Sha256 hash, Path key) {
    NoteKeyPair pair = NoteKeyFiles.pair(key);
    SignedNote note = new CheckpointSigner(project(), ledger.of(project()), pair).sign();
    return prove(hash, note, NoteKeyFiles.open(project(), note, pair.verifier()), pair.verifier());
  }

  private LogProof byCheckpoint(Sha256 hash, Path file, String key) {
    NoteVerifier trusted = NoteKeyFiles.verifier(key);
    SignedNote note = NoteKeyFiles.note(file);
    Checkpoint tree = NoteKeyFiles.open(file, note, trusted);
    Anchor.Signed anchor = new Anchor.Signed("the checkpoint " + file, tree);
    CheckedLedger.of(project(), ledger.of(project()), List.of(anchor)).requireIntact();
    return prove(hash, note, tree, trusted);
  }

  private LogProof prove(Sha256 hash, SignedNote note, Checkpoint tree, NoteVerifier trusted) {
    EntryGraph graph = EntryGraph.of(ledger.of(project()));
    List<Sha256> leaves =
        graph.find(tree).map(TreeHead::entry).stream().flatMap(graph::leaves).toList();
    int index = leaves.indexOf(hash);
    if (index < 0) {
      throw new RefusedException(
          "The checkpoint of "
              + Plural.of(tree.size(), "entry", "entries")
              + " does not cover the entry "
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
