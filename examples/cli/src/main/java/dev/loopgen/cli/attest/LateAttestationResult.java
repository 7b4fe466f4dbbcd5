package dev.loopgen.cli.attest;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import java.util.List;
import java.util.Locale;

/**
 * The outcome of signing an entry later.
 *
 * @param entry the entry
 * @param outcome the outcome
 */
record LateAttestationResult(AuditEntry entry, AttestationOutcome outcome) {

  /** Returns the exit code for all of them. */
  static int exitCode(List<LateAttestationResult> all) {
    if (all.stream().anyMatch(late -> late.outcome instanceof AttestationOutcome.Failed)) {
      return ExitCode.REFUSED;
    }
    return all.stream().allMatch(late -> late.outcome.isSigned())
        ? ExitCode.PASS
        : ExitCode.UNDECIDED;
  }

  /** Returns the last line. */
  static String total(List<LateAttestationResult> all) {
    return all.isEmpty()
        ? "Every entry has a bundle already."
        : count(all, "attested")
            + " attested, "
            + count(all, "witnessed")
            + " witnessed, "
            + count(all, "pending")
            + " pending, "
            + count(all, "failed")
            + " failed";
  }

  static Json.Obj json(List<LateAttestationResult> all) {
    return Json.object()
        .put("entries", all.stream().map(LateAttestationResult::json).toList())
        .put("ok", exitCode(all) == ExitCode.PASS)
        .build();
  }

  /** Returns the line, safe to print. */
  String line() {
    return Console.escape(
        status().toUpperCase(Locale.ROOT)
            + "  "
            + entry.hash().orElse("?").substring(0, 12)
            + "  "
            + entry.entryId().orElse("?")
            + (outcome.isSigned() ? "" : "  " + outcome.describe()));
  }

  private Json.Obj json() {
    return Json.object()
        .put("entry", entry.hash().orElse("?"))
        .put("id", entry.entryId().orElse("?"))
        .put("status", status())
        .put("description", outcome.describe())
        .build();
  }

  private String status() {
    if (outcome instanceof AttestationOutcome.Signed signed) {
      boolean run =
          signed.bundles().stream().anyMatch(bundle -> bundle.kind() == SignedBundle.Kind.RUN);
      return run ? "attested" : "witnessed";
    }
    return outcome.id();
  }

  private static long count(List<LateAttestationResult> all, String status) {
    return all.stream().filter(late -> late.status().equals(status)).count();
  }
}
