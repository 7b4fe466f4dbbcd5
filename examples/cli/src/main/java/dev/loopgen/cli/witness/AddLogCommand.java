package dev.loopgen.cli.witness;

import dev.loopgen.attest.NoteVerifier;
import dev.loopgen.attest.witness.Witness;
import dev.loopgen.cli.signing.NoteKeyFiles;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.VersionProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells a witness about a log, whose checkpoints it then cosigns. */
@Command(
    name = "add-log",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description = "Adds a log, of which nothing was cosigned yet, to the state of a witness.")
final class AddLogCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "VKEY",
      description = "The verifier keys of the log, or files with them, all of one name.")
  private List<String> keys = List.of();

  @Option(
      names = "--state",
      paramLabel = "DIRECTORY",
      required = true,
      description = "The directory of the witness's state; created unless it exists.")
  private Path state = Path.of("");

  @Option(
      names = "--sign-with",
      paramLabel = "FILE",
      required = true,
      description = "The file of the private key of the witness.")
  private Path key = Path.of("");

  /** Used by picocli. */
  AddLogCommand() {}

  @Override
  public Integer call() {
    List<NoteVerifier> log =
        keys.stream().map(text -> NoteKeyFiles.verifier("VKEY", text)).toList();
    Witness.addLog(state, NoteKeyFiles.witness(key).verifier(), log);
    return ExitCode.PASS;
  }
}
