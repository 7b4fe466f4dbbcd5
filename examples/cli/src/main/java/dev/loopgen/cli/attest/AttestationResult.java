package dev.loopgen.cli.attest;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import java.io.PrintWriter;

/**
 * The outcome of an attestation, for people, programs and the exit code.
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

  /** Prints a line, or nothing if no attestation was asked for. */
  public void print(PrintWriter out) {
    if (wasRequested()) {
      String label = outcome instanceof AttestationOutcome.Pending ? "warning" : "attestation";
      out.println("  " + label + ": " + Console.escape(outcome.describe()));
    }
  }

  /** Tells whether an attestation was asked for. */
  public boolean wasRequested() {
    return !(outcome instanceof AttestationOutcome.NotRequested);
  }
}
