package dev.loopgen.cli.witness;

import dev.loopgen.attest.NoteVerifier;
import dev.loopgen.attest.witness.Witness;
import dev.loopgen.cli.signing.NoteKeyFiles;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.VersionProvider;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private WitnessOptions witness;

  /** Used by picocli. */
  AddLogCommand() {}

  @Override
  public Integer call() {
    List<NoteVerifier> log =
        keys.stream().map(text -> NoteKeyFiles.verifier("VKEY", text)).toList();
    Witness.addLog(witness.state(), witness.key().verifier(), log);
    return ExitCode.PASS;
  }
}
