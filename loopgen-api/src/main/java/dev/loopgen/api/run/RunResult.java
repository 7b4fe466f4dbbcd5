package dev.loopgen.api.run;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.VerificationResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The verdict of a run and its evidence. */
public final class RunResult {

  private final LoopSpec spec;
  private final VerificationResult verification;
  private final TreeSnapshot before;
  private final TreeSnapshot after;
  private final List<PathChange> changes;
  private final List<Failure> failures;
  private final List<String> warnings;
  private final Json.Obj facts;
  private final @Nullable AuditEntry entry;
  private final @Nullable Path report;
  private final AttestationOutcome attestation;
  private final @Nullable DrivenRun driven;
  private final @Nullable TestEvidence tests;

  /**
   * Creates a result; copies the lists.
   *
   * @param spec the loop that was run
   * @param verification the results of its commands
   * @param before the tree before the commands
   * @param after the tree after the commands, which the verdict is about
   * @param changes how the tree after the commands differs from the base
   * @param failures all reasons why the run did not pass; empty if and only if it passed
   * @param warnings problems that did not fail the run, one sentence each
   * @param facts the facts of the run, as in the ledger entry
   * @param entry the entry in the ledger, or null for a dry run
   * @param report the report file, or null if none was written
   * @param attestation the outcome of the attestation, which does not change the verdict
   * @param driven how a model made the change, or null if none did
   * @param tests what the run shows about tests, or null if the loop demands nothing of them
   */
  public RunResult(
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
      AttestationOutcome attestation,
      @Nullable DrivenRun driven,
      @Nullable TestEvidence tests) {
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(verification, "verification");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
    Objects.requireNonNull(facts, "facts");
    Objects.requireNonNull(attestation, "attestation");
    this.spec = spec;
    this.verification = verification;
    this.before = before;
    this.after = after;
    this.changes = List.copyOf(changes);
    this.failures = List.copyOf(failures);
    this.warnings = List.copyOf(warnings);
    this.facts = facts;
    this.entry = entry;
    this.report = report;
    this.attestation = attestation;
    this.driven = driven;
    this.tests = tests;
  }

  /**
   * Returns the loop that was run.
   *
   * @return the loop
   */
  public LoopSpec spec() {
    return spec;
  }

  /**
   * Returns the results of the commands.
   *
   * @return the results
   */
  public VerificationResult verification() {
    return verification;
  }

  /**
   * Returns the tree before the commands.
   *
   * @return the snapshot
   */
  public TreeSnapshot before() {
    return before;
  }

  /**
   * Returns the tree after the commands, which the verdict is about.
   *
   * @return the snapshot
   */
  public TreeSnapshot after() {
    return after;
  }

  /**
   * Returns how the tree after the commands differs from the base.
   *
   * @return the differences
   */
  public List<PathChange> changes() {
    return changes;
  }

  /**
   * Returns all reasons why the run did not pass.
   *
   * @return the failures; empty if and only if the run passed
   */
  public List<Failure> failures() {
    return failures;
  }

  /**
   * Returns the problems that did not fail the run.
   *
   * @return one sentence each
   */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * Returns the facts of the run, as in the ledger entry.
   *
   * @return the facts
   */
  public Json.Obj facts() {
    return facts;
  }

  /**
   * Returns the outcome of the attestation, which does not change the verdict.
   *
   * @return the outcome
   */
  public AttestationOutcome attestation() {
    return attestation;
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
   * @return the entry; empty for a dry run, which is not evidence
   */
  public Optional<AuditEntry> entry() {
    return Optional.ofNullable(entry);
  }

  /**
   * Returns the report file.
   *
   * @return its path; empty if none was written
   */
  public Optional<Path> report() {
    return Optional.ofNullable(report);
  }

  /**
   * Returns how a model made the change.
   *
   * @return its attempts and why it stopped; empty if no model was asked
   */
  public Optional<DrivenRun> driven() {
    return Optional.ofNullable(driven);
  }

  /**
   * Tells a model what to do next: every reason first, then the lines of the commands' redacted
   * output that name what failed. No line of output can pass for a reason.
   *
   * @param maxChars the most UTF-16 code units that it may have, at least 200
   * @return the text, without control characters; never longer
   * @throws IllegalArgumentException if it may have less than 200
   */
  public String feedback(int maxChars) {
    return RunJson.feedback(RunJson.of(this), maxChars);
  }

  /**
   * Returns what the run shows about tests.
   *
   * @return the evidence; empty if the loop demands nothing of tests
   */
  public Optional<TestEvidence> tests() {
    return Optional.ofNullable(tests);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RunResult that
        && spec.equals(that.spec)
        && verification.equals(that.verification)
        && before.equals(that.before)
        && after.equals(that.after)
        && changes.equals(that.changes)
        && failures.equals(that.failures)
        && warnings.equals(that.warnings)
        && facts.equals(that.facts)
        && Objects.equals(entry, that.entry)
        && Objects.equals(report, that.report)
        && attestation.equals(that.attestation)
        && Objects.equals(driven, that.driven)
        && Objects.equals(tests, that.tests);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        spec,
        verification,
        before,
        after,
        changes,
        failures,
        warnings,
        facts,
        entry,
        report,
        attestation,
        driven,
        tests);
  }

  @Override
  public String toString() {
    return "RunResult[loop=" + spec.id() + ", failures=" + failures + "]";
  }
}
