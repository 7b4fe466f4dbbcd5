package dev.loopgen.cli.attest;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.cli.support.ExitCode;

/**
 * The outcome of an attestation, for the exit code.
 *
 * @param outcome the outcome
 */
public record AttestationResult(AttestationOutcome outcome) {

  /** Returns the exit code of a run that passed. */
  public int exitCode(boolean demanded) {
    if (outcome instanceof AttestationOutcome.Failed) {
      return ExitCode.REFUSED;
    }
    return outcome instanceof AttestationOutcome.Pending && demanded
        ? ExitCode.UNDECIDED
        : ExitCode.PASS;
  }
}
