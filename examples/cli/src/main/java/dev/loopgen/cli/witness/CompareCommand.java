package dev.loopgen.cli.witness;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.ledger.CosignedCheckpoint;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.SplitView;
import dev.loopgen.attest.LogPolicy;
import dev.loopgen.attest.NoteCheck;
import dev.loopgen.attest.SignedNote;
import dev.loopgen.attest.VerifiedNote;
import dev.loopgen.cli.checkpoint.SplitViewPrinter;
import dev.loopgen.cli.checkpoint.WitnessPolicyFile;
import dev.loopgen.cli.ledger.CheckedLedger;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectFinder;
import dev.loopgen.cli.support.RefusedException;
import dev.loopgen.cli.support.TextFile;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks for two histories of one log in checkpoints from different places. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Compares checkpoints from different places, and shows whether one log signed two"
            + " histories (a split view).")
final class CompareCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "2..*", paramLabel = "NOTES", description = "Files of signed checkpoints.")
  private List<Path> files = List.of();

  @Option(
      names = "--witness-policy",
      paramLabel = "FILE",
      required = true,
      description = "The tlog-policy with the keys of the logs and witnesses.")
  private Path policy = Path.of("");

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      description = "A project whose ledger relates checkpoints of different sizes.")
  private @Nullable Path project;

  /** Used by picocli. */
  CompareCommand() {}

  @Override
  public Integer call() {
    LogPolicy known = WitnessPolicyFile.read(policy);
    Instant now = Clock.systemUTC().instant();
    List<CosignedCheckpoint> all = new ArrayList<>();
    files.forEach(file -> notes(file).forEach(note -> all.add(open(file, note, known, now))));
    Optional<SplitView> split = SplitView.find(all, ledger());
    if (split.isPresent()) {
      SplitViewPrinter.print(split.get(), spec.commandLine().getOut());
      return ExitCode.REFUSED;
    }
    spec.commandLine()
        .getOut()
        .println("No split view shows in " + Plural.of(all.size(), "checkpoint") + ".");
    return ExitCode.PASS;
  }

  private EntryGraph ledger() {
    if (project == null) {
      return new EntryGraph.Builder().build();
    }
    Path found = ProjectFinder.of(project);
    CheckedLedger.withoutHistory(Loopgen.ledger(found), List.of()).requireIntact();
    return EntryGraph.of(Loopgen.ledger(found));
  }

  private static List<SignedNote> notes(Path file) {
    try {
      return SignedNote.parseAll(TextFile.readBytes("checkpoint", file));
    } catch (AttestationException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static CosignedCheckpoint open(Path file, SignedNote note, LogPolicy known, Instant now) {
    NoteCheck<CosignedCheckpoint> check = known.check(note, now);
    return check
        .verified()
        .map(VerifiedNote::content)
        .orElseThrow(() -> new RefusedException(file + ": " + check.describe()));
  }
}
