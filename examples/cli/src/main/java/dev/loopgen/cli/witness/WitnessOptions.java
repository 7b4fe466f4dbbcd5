package dev.loopgen.cli.witness;

import dev.loopgen.attest.WitnessKeyPair;
import dev.loopgen.cli.signing.NoteKeyFiles;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that name a witness of this machine. */
final class WitnessOptions {

  @Option(
      names = "--state",
      paramLabel = "DIRECTORY",
      required = true,
      description = "The directory of the witness's state, which witness add-log creates.")
  private Path state = Path.of("");

  @Option(
      names = "--sign-with",
      paramLabel = "FILE",
      required = true,
      description = "The file of the private key of the witness.")
  private Path key = Path.of("");

  /** Used by picocli. */
  WitnessOptions() {}

  Path state() {
    return state;
  }

  /**
   * Reads the key.
   *
   * @throws IllegalArgumentException if it cannot be used
   */
  WitnessKeyPair key() {
    return NoteKeyFiles.witness(key);
  }
}
