package dev.loopgen.cli.attest;

import dev.loopgen.api.attest.Attestor;
import dev.loopgen.cli.signing.SigningOptions;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether a run is to be attested. */
public final class RunAttestationOptions {

  @Option(
      names = "--attest",
      description = "Sign the entry of the run; without anything to sign with, nothing is run.")
  boolean attest;

  @Option(names = "--no-attest", description = "Sign nothing, whatever there is to sign with.")
  boolean noAttest;

  @Mixin SigningOptions signing;

  /**
   * Returns what signs the run; empty where nobody is to.
   *
   * @throws IllegalArgumentException if the options contradict each other, or an attestation is
   *     asked for and there is nothing to sign with
   */
  public Optional<Attestor> attestor(Map<String, String> environment, boolean dryRun) {
    boolean asked = attest || signing.key != null;
    if (noAttest && asked) {
      throw new IllegalArgumentException(
          "--no-attest stands beside " + (attest ? "--attest" : "--sign-with") + ". Choose one.");
    }
    if (dryRun && asked) {
      throw new IllegalArgumentException(
          "A dry run records nothing that could be attested. Leave --dry-run out, or the"
              + " attestation.");
    }
    if (noAttest || dryRun) {
      return Optional.empty();
    }
    return asked
        ? Optional.of(signing.requireAttestor(environment))
        : signing.attestor(environment);
  }

  /** Tells whether a run without its attestation is not what the caller asked for. */
  public boolean isDemanded() {
    return attest || signing.key != null;
  }
}
