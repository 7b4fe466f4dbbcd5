package dev.loopgen.cli.checkpoint;

import dev.loopgen.api.ledger.CosignedCheckpoint;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.SplitView;
import dev.loopgen.attest.LogPolicy;
import dev.loopgen.attest.NoteKeyPair;
import dev.loopgen.attest.SignedNote;
import dev.loopgen.attest.VerifiedNote;
import dev.loopgen.attest.witness.WitnessRound;
import dev.loopgen.cli.ledger.LedgerOptions;
import dev.loopgen.cli.signing.NoteKeyFiles;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.TextFile;
import dev.loopgen.cli.support.VersionProvider;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Signs the ledger's size and root hash, so that anyone who keeps the checkpoint can detect removed
 * entries.
 */
@Command(
    name = "checkpoint",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Verifies the ledger and signs the size and root of its head.")
public final class CheckpointCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Mixin private LedgerOptions ledger;

  @Option(
      names = "--sign-with",
      paramLabel = "FILE",
      required = true,
      description = "The file of the private key, whose name becomes the origin.")
  private Path key = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the note to this file instead of standard output.")
  private @Nullable Path out;

  @Option(
      names = "--witness-policy",
      paramLabel = "FILE",
      description = "Have the witnesses of this tlog-policy cosign the checkpoint.")
  private @Nullable Path policy;

  @Option(
      names = "--witness",
      paramLabel = "NAME=URL",
      description =
          "Where a witness of the policy is, if the policy does not say; may be repeated.")
  private Map<String, URI> witnesses = Map.of();

  /** Used by picocli. */
  CheckpointCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    NoteKeyPair pair = NoteKeyFiles.pair(key);
    CheckpointSigner signer =
        new CheckpointSigner(project.directory(), ledger.of(project.directory()), pair);
    if (policy != null) {
      return cosign(signer, pair, WitnessPolicyFile.read(policy, witnesses));
    }
    if (!witnesses.isEmpty()) {
      throw new IllegalArgumentException("--witness needs the --witness-policy with its key.");
    }
    write(signer.sign());
    return ExitCode.PASS;
  }

  private int cosign(CheckpointSigner signer, NoteKeyPair pair, LogPolicy known)
      throws InterruptedException {
    if (known.logs().stream().noneMatch(log -> log.key().equals(pair.verifier()))) {
      throw new IllegalArgumentException(
          policy + " has no log with the key " + pair.verifierKey() + ".");
    }
    WitnessRound round = signer.sign(known);
    PrintWriter err = spec.commandLine().getErr();
    round.replies().forEach(reply -> err.println(Console.sentence(reply.describe())));
    Instant now = Clock.systemUTC().instant();
    if (round.contradictions().findAny().isPresent()) {
      evidence(round, known, now).ifPresent(split -> SplitViewPrinter.print(split, err));
      return ExitCode.REFUSED;
    }
    write(round.note());
    boolean enough =
        known
            .check(round.note(), now)
            .verified()
            .flatMap(note -> note.content().quorumAt())
            .isPresent();
    if (!enough) {
      err.println("loopgen: the checkpoint does not have the quorum of the policy yet.");
    }
    return enough ? ExitCode.PASS : ExitCode.UNDECIDED;
  }

  /** Looks for proof that two histories were signed. */
  private Optional<SplitView> evidence(WitnessRound round, LogPolicy known, Instant now) {
    List<CosignedCheckpoint> notes =
        Stream.concat(
                Stream.of(round.note()),
                round.contradictions().flatMap(reply -> reply.evidence().stream()))
            .flatMap(note -> known.check(note, now).verified().stream())
            .map(VerifiedNote::content)
            .toList();
    return SplitView.find(notes, EntryGraph.of(ledger.of(project.directory())));
  }

  private void write(SignedNote note) {
    if (out == null) {
      spec.commandLine().getOut().print(note.format());
    } else {
      TextFile.write("checkpoint", out, note.format(), NoteKeyFiles::isNote);
    }
  }
}
