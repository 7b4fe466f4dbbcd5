package dev.loopgen.cli.attest;

import dev.loopgen.api.attest.Attestor;
import dev.loopgen.cli.signing.ExpectedSignerOptions;
import dev.loopgen.cli.signing.SigningOptions;
import dev.loopgen.core.LoopRunnerBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say whether a run is attested. */
public final class RunAttestationOptions {

  @Option(
      names = "--attest",
      description = "Sign the entry of the run; if there is nothing to sign with, run nothing.")
  boolean attest;

  @Option(
      names = "--no-attest",
      description = "Sign nothing, even if there is something to sign with.")
  boolean noAttest;

  @Mixin SigningOptions signing;

  /**
   * Returns the attestor of the run; empty if it is not attested.
   *
   * @throws IllegalArgumentException if the options contradict each other, or an attestation is
   *     asked for but there is nothing to sign with
   */
  public Optional<Attestor> attestor(Map<String, String> environment, boolean dryRun) {
    boolean asked = attest || signing.key != null;
    if (noAttest && asked) {
      throw new IllegalArgumentException(
          "--no-attest contradicts " + (attest ? "--attest" : "--sign-with") + ". Choose one.");
    }
    if (dryRun && asked) {
      throw new IllegalArgumentException(
          "A dry run records nothing to attest. Omit --dry-run or the attestation.");
    }
    if (noAttest || dryRun) {
      return Optional.empty();
    }
    return asked
        ? Optional.of(signing.requireAttestor(environment))
        : signing.attestor(environment);
  }

  /** Has a run believe what the signers of the policy at the base say about tests. */
  public void believeSigners(LoopRunnerBuilder runner) {
    Path root = signing.trustedRoot();
    runner
        .attestationVerifier(
            (bundle, entry, expectation) ->
                ExpectedSignerOptions.verifier(root).verify(bundle, entry, expectation))
        .waiverVerifier(ExpectedSignerOptions.waiverVerifier(root));
  }

  /** Tells whether the caller requires an attestation. */
  public boolean isDemanded() {
    return attest || signing.key != null;
  }
}
