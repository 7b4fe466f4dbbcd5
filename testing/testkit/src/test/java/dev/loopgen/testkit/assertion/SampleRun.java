package dev.loopgen.testkit.assertion;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Containment;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.testkit.FixedChangeDetector;
import dev.loopgen.testkit.LedgerFacts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A made-up run of the loop check over one file. */
record SampleRun(
    LoopSpec spec,
    List<Failure> failures,
    @Nullable AuditEntry entry,
    AttestationOutcome attestation,
    @Nullable TestEvidence tests) {

  static final LoopSpec SPEC = LoopSpec.builder("check").command("make").forbid("secret").build();

  static SampleRun failing(Failure... failures) {
    return new SampleRun(
        SPEC, List.of(failures), null, new AttestationOutcome.NotRequested(), null);
  }

  static SampleRun of(AuditEntry entry) {
    return new SampleRun(SPEC, List.of(), entry, new AttestationOutcome.NotRequested(), null);
  }

  SampleRun spec(LoopSpec other) {
    return new SampleRun(other, failures, entry, attestation, tests);
  }

  SampleRun attestation(AttestationOutcome other) {
    return new SampleRun(spec, failures, entry, other, tests);
  }

  SampleRun tests(TestEvidence other) {
    return new SampleRun(spec, failures, entry, attestation, other);
  }

  RunResult result() {
    return new RunResult(
        spec,
        new VerificationResult(List.of(exited("make", failures.isEmpty() ? 0 : 1, ""))),
        snapshot("content"),
        snapshot("content"),
        List.of(),
        failures,
        List.of(),
        LedgerFacts.passing("run"),
        entry,
        null,
        attestation,
        null,
        tests);
  }

  static CommandResult exited(String command, int code, String output) {
    return new CommandResult.Exited(
        command,
        code,
        Duration.ofMillis(1),
        CommandOutput.of(output.getBytes(StandardCharsets.UTF_8), Map.of()),
        new Containment(Containment.Level.DESCENDANTS, 0, 0));
  }

  static TreeSnapshot snapshot(String content) {
    FixedChangeDetector detector = new FixedChangeDetector(Path.of("."), Map.of("file", content));
    return detector.snapshot(
        new SnapshotRequest(
            detector.resolveBase(BaseRequest.defaults()),
            PathPatterns.of(List.of(), detector.workTree()),
            HashingMode.CONTENT));
  }
}
