package dev.loopgen.cli.checkpoint;

import dev.loopgen.attest.SignedNote;
import dev.loopgen.cli.ledger.LedgerOptions;
import dev.loopgen.cli.signing.NoteKeyFiles;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.TextFile;
import dev.loopgen.cli.support.VersionProvider;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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

  /** Used by picocli. */
  CheckpointCommand() {}

  @Override
  public Integer call() {
    SignedNote note =
        new CheckpointSigner(
                project.directory(), ledger.of(project.directory()), NoteKeyFiles.pair(key))
            .sign();
    if (out == null) {
      spec.commandLine().getOut().print(note.format());
    } else {
      TextFile.write("checkpoint", out, note.format(), NoteKeyFiles::isNote);
    }
    return ExitCode.PASS;
  }
}
