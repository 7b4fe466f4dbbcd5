package dev.loopgen.core.internal.run;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.internal.expectation.ChosenSpec;
import dev.loopgen.core.internal.guard.GuardVerdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run before it is recorded.
 *
 * @param run the prepared run, which it was judged by
 * @param before the tree before the commands
 * @param after the tree after the commands
 * @param changes how the tree after the commands differs from the base
 * @param verification how the commands ended
 * @param guard the verdict of the forbidden path guard
 * @param watchKeyId the id of the key for digests of watched files, or null if there is none
 * @param watchedMac the digest of the watched files, or null if there is no key
 * @param drift what changed while the commands ran
 * @param carried the ignored files that the commands got in an export
 * @param failures every reason why the run did not pass
 * @param warnings what a reader should know
 * @param diffstat the statistics of the change, in git's format
 * @param driven how a model made the change, or null if none did
 * @param tests what the run shows about tests
 */
record Judgement(
    PreparedRun run,
    TreeSnapshot before,
    TreeSnapshot after,
    List<PathChange> changes,
    VerificationResult verification,
    GuardVerdict guard,
    @Nullable String watchKeyId,
    @Nullable String watchedMac,
    Drift drift,
    CarriedDependencies carried,
    List<Failure> failures,
    List<String> warnings,
    String diffstat,
    @Nullable DrivenWork driven,
    TestVerdict tests) {

  boolean passed() {
    return verification.passed() && failures.isEmpty();
  }

  /** Tells whether nothing forbidden changed. */
  boolean clean() {
    return forbidden().isEmpty();
  }

  /** Returns the failures that are about forbidden paths. */
  List<Failure> forbidden() {
    return failures.stream()
        .filter(
            failure ->
                failure instanceof Failure.ForbiddenPath || failure instanceof Failure.Opaque)
        .toList();
  }

  String runId() {
    return run.runId();
  }

  Instant startedAt() {
    return run.startedAt();
  }

  ChosenSpec spec() {
    return run.spec();
  }

  Base base() {
    return run.base();
  }

  /** Returns the base that the caller asked for. */
  Optional<String> requested() {
    return run.request().base();
  }

  List<String> unfinished() {
    return run.unfinished();
  }

  /** Creates the result of the run. Entry and report may be null, if there is none. */
  RunResult result(
      Json.Obj facts,
      @Nullable AuditEntry entry,
      @Nullable Path report,
      AttestationOutcome attestation) {
    return new RunResult(
        run.spec().loop(),
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
        driven == null ? null : driven.run(),
        tests.evidence());
  }
}
