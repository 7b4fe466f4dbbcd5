package dev.loopgen.api.run;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.VerificationResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of a run and what it rests on.
 *
 * @param spec the loop that was run
 * @param verification how its commands ended
 * @param before the tree before the commands
 * @param after the tree after them: the tree that the verdict is about
 * @param changes how the tree after the commands differs from the base
 * @param failures every reason why the run did not pass; empty exactly for a pass
 * @param warnings what a reader should know although it failed nothing, one sentence each
 * @param facts the facts of the run as the ledger entry has them
 * @param entry the entry in the ledger, or null for a dry run
 * @param report the report file, or null where none was written
 * @param attestation what became of the attestation; it does not change the verdict
 */
public record RunResult(
    LoopSpec spec,
    VerificationResult verification,
    TreeSnapshot before,
    TreeSnapshot after,
    List<PathChange> changes,
    List<Failure> failures,
    List<String> warnings,
    Json.Obj facts,
    @Nullable AuditEntry entry,
    @Nullable Path report,
    AttestationOutcome attestation) {

  /** Copies the lists. */
  public RunResult {
    Objects.requireNonNull(spec);
    Objects.requireNonNull(verification);
    Objects.requireNonNull(before);
    Objects.requireNonNull(after);
    Objects.requireNonNull(facts);
    Objects.requireNonNull(attestation);
    changes = List.copyOf(changes);
    failures = List.copyOf(failures);
    warnings = List.copyOf(warnings);
  }

  /**
   * Tells whether the run passed.
   *
   * @return true if every command passed and there is no failure of any kind
   */
  public boolean passed() {
    return verification.passed() && failures.isEmpty();
  }

  /**
   * Returns the entry in the ledger.
   *
   * @return the entry; empty for a dry run, which is evidence of nothing
   */
  public Optional<AuditEntry> ledgerEntry() {
    return Optional.ofNullable(entry);
  }

  /**
   * Returns the report file.
   *
   * @return its path; empty where none was written
   */
  public Optional<Path> reportFile() {
    return Optional.ofNullable(report);
  }
}
