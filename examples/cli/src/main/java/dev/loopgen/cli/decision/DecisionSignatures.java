package dev.loopgen.cli.decision;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.attest.bundle.DecisionStatements;
import dev.loopgen.attest.bundle.SummaryNames;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.TextFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The outcomes of the requested signatures. */
public final class DecisionSignatures {

  private final List<AttestationOutcome> outcomes = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  /**
   * Signs a decision and writes the bundle, or adds a line that says why there is no such
   * statement.
   *
   * @throws IllegalArgumentException if the file cannot be written
   */
  void sign(
      SignableStatement.Kind kind,
      Path file,
      GateDecision decision,
      SummaryNames names,
      Attestor attestor)
      throws InterruptedException {
    String name = kind.id();
    Optional<String> refusal = DecisionStatements.refusal(kind, decision);
    if (refusal.isPresent()) {
      lines.add(name + ": nothing is signed. " + refusal.get());
      return;
    }
    AttestationOutcome outcome = attestor.sign(DecisionStatements.of(kind, decision, names));
    if (outcome instanceof AttestationOutcome.Signed signed) {
      TextFile.write("bundle", file, signed.bundles().get(0).json(), DecisionSignatures::isBundle);
    }
    outcomes.add(outcome);
    lines.add(name + ": " + outcome.describe());
  }

  /** Tells whether a text is a bundle, so that a newer one may replace it. */
  public static boolean isBundle(String text) {
    return text.contains("application/vnd.dev.sigstore.bundle");
  }

  /**
   * Returns the exit code of an accepted tree. It is not success if a requested signature is
   * pending, and an error if one failed.
   */
  public int exitCode() {
    if (outcomes.stream().anyMatch(AttestationOutcome.Failed.class::isInstance)) {
      return ExitCode.ERROR;
    }
    return outcomes.stream().allMatch(AttestationOutcome.Signed.class::isInstance)
        ? ExitCode.PASS
        : ExitCode.UNDECIDED;
  }

  public void print(PrintWriter out) {
    lines.forEach(line -> out.println("  " + Console.escape(line)));
  }
}
