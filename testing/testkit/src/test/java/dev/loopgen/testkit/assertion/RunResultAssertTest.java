package dev.loopgen.testkit.assertion;

import static dev.loopgen.testkit.assertion.Complaints.complains;
import static dev.loopgen.testkit.assertion.LoopgenAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.testkit.InMemoryAuditLedger;
import dev.loopgen.testkit.LedgerFacts;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunResultAssertTest {

  private static final ExpectedIdentity IDENTITY =
      new ExpectedIdentity.Person("https://accounts.example", "ann@example.com");

  private static final Failure FORBIDDEN =
      new Failure.ForbiddenPath("secret/key", "secret", "it was edited");

  private final InMemoryAuditLedger ledger = new InMemoryAuditLedger();

  @Test
  void passed_pass_goesOn() {
    RunResult result = SampleRun.of(ledger.append(LedgerFacts.passing("run"))).result();

    assertThat(result)
        .passed()
        .hasNoForbiddenChanges()
        .forTree(SampleRun.snapshot("content"))
        .inLedger(ledger)
        .ledger()
        .isIntact()
        .hasEntries(1);
  }

  @Test
  void passed_failure_showsEachReasonAndTheEndOfTheOutput() {
    String output = "first\n" + "line\n".repeat(30) + "AssertionError: 2 is not 3\u001b[2K\n";
    RunResult result =
        SampleRun.failing(
                new Failure.CommandFailed(SampleRun.exited("make test", 2, output)), FORBIDDEN)
            .result();

    complains(
        () -> assertThat(result).passed(),
        "Expected the run of the loop check to pass",
        "`make test` exited with code 2",
        "| AssertionError: 2 is not 3\ufffd",
        "secret/key (pattern secret): it was edited",
        "run the loop again");
    assertThatThrownBy(() -> assertThat(result).passed()).hasMessageNotContaining("first");
  }

  @Test
  void passed_noResult_fails() {
    assertThatThrownBy(() -> assertThat((RunResult) null).passed())
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void isRefusedFor_thatReason_goesOn() {
    assertThat(SampleRun.failing(FORBIDDEN).result())
        .isRefusedFor(Failure.ForbiddenPath.class)
        .isRefusedForPath("secret/key");
  }

  @Test
  void isRefusedFor_pass_isNoRefusal() {
    RunResult passed = SampleRun.failing().result();

    complains(
        () -> assertThat(passed).isRefusedFor(Failure.class), "refused for Failure", "it passed");
    complains(() -> assertThat(passed).isRefusedForPath("secret/key"), "secret/key", "it passed");
  }

  @Test
  void isRefusedFor_otherReason_showsThatOne() {
    RunResult result = SampleRun.failing(FORBIDDEN).result();

    complains(
        () -> assertThat(result).isRefusedFor(Failure.SpecChanged.class),
        "refused for SpecChanged",
        "secret/key");
    complains(
        () -> assertThat(result).isRefusedForPath("secret/other"),
        "because secret/other was touched",
        "secret/key");
  }

  @Test
  void hasNoForbiddenChanges_change_isShown() {
    complains(
        () -> assertThat(SampleRun.failing(FORBIDDEN).result()).hasNoForbiddenChanges(),
        "no forbidden change",
        "it was edited",
        "restore");
  }

  @Test
  void hasNoForbiddenChanges_loopThatForbidsNothing_fails() {
    LoopSpec lax = LoopSpec.builder("lax").command("make").build();

    complains(
        () -> assertThat(SampleRun.failing().spec(lax).result()).hasNoForbiddenChanges(),
        "the loop lax forbids nothing",
        "permissions.forbiddenPaths");
  }

  @Test
  void forTree_otherTree_showsBoth() {
    RunResult result = SampleRun.failing().result();

    complains(
        () -> assertThat(result).forTree(SampleRun.snapshot("other")),
        SampleRun.snapshot("other").treeId().hex(),
        "before the commands it was " + result.before().treeId(),
        "exactly the tree");
  }

  @Test
  void inLedger_dryRun_hasNoEntry() {
    complains(
        () -> assertThat(SampleRun.failing().result()).inLedger(ledger),
        "Expected an entry of the run",
        "dry run");
  }

  @Test
  void inLedger_entryOfAnotherLedger_isNotHeld() {
    RunResult result = SampleRun.of(ledger.append(LedgerFacts.passing("run"))).result();

    complains(
        () -> assertThat(result).inLedger(new InMemoryAuditLedger()),
        "run: loop check, passed",
        "it holds 0 entries");
  }

  @Test
  void ledger_notGiven_fails() {
    complains(() -> assertThat(SampleRun.failing().result()).ledger(), "inLedger(ledger)");
  }

  @Test
  void tests_loopThatAsksForNone_fails() {
    complains(() -> assertThat(SampleRun.failing().result()).tests(), "verification.tests");
  }

  @Test
  void tests_evidence_isAsked() {
    TestEvidence none = TestEvidence.builder(List.of(), List.of()).build();

    complains(
        () -> assertThat(SampleRun.failing().tests(none).result()).tests().hasExecutedAtLeast(1),
        "0 executed");
  }

  @Test
  void isAttestedBy_bundleThatVerifies_goesOn() {
    RunResult result = signed(ledger.append(LedgerFacts.judged("run", true)));

    assertThat(result)
        .passed()
        .inLedger(ledger)
        .verifiedBy(RunResultAssertTest::accept)
        .isAttestedBy(IDENTITY);
  }

  @Test
  void isAttestedBy_bundleThatIsRejected_showsWhy() {
    RunResult result = signed(ledger.append(LedgerFacts.judged("run", true)));

    complains(
        () ->
            assertThat(result)
                .inLedger(ledger)
                .verifiedBy((bundle, entry, expected) -> new Check.Rejected<>("Bob signed it."))
                .isAttestedBy(IDENTITY),
        "attested by ann@example.com",
        "Bob signed it.",
        "have this identity attest");
  }

  @Test
  void isAttestedBy_undecided_isNotAttested() {
    RunResult result = signed(ledger.append(LedgerFacts.judged("run", true)));

    complains(
        () ->
            assertThat(result)
                .inLedger(ledger)
                .verifiedBy((bundle, entry, expected) -> new Check.Undecided<>("No root."))
                .isAttestedBy(IDENTITY),
        "No root.");
  }

  @Test
  void isAttestedBy_unsignedRun_showsTheOutcome() {
    RunResult result =
        SampleRun.of(ledger.append(LedgerFacts.judged("run", true)))
            .attestation(new AttestationOutcome.Pending("The log is down."))
            .result();

    complains(
        () ->
            assertThat(result)
                .inLedger(ledger)
                .verifiedBy(RunResultAssertTest::accept)
                .isAttestedBy(IDENTITY),
        "The log is down.",
        "attestor");
  }

  @Test
  void isAttestedBy_onlyATestResult_isNoAttestationOfTheRun() {
    RunResult result =
        SampleRun.of(ledger.append(LedgerFacts.judged("run", true)))
            .attestation(
                new AttestationOutcome.Signed(
                    List.of(new SignedBundle(SignedBundle.Kind.TEST_RESULT, "{}"))))
            .result();

    complains(
        () ->
            assertThat(result)
                .inLedger(ledger)
                .verifiedBy(RunResultAssertTest::accept)
                .isAttestedBy(IDENTITY),
        "nothing shows it");
  }

  @Test
  void isAttestedBy_withoutLedgerOrVerifier_fails() {
    RunResult result = signed(ledger.append(LedgerFacts.judged("run", true)));

    complains(
        () -> assertThat(result).verifiedBy(RunResultAssertTest::accept).isAttestedBy(IDENTITY),
        "No ledger",
        "inLedger(ledger)");
    complains(
        () -> assertThat(result).inLedger(ledger).isAttestedBy(IDENTITY),
        "No verifier",
        "verifiedBy(verifier)");
  }

  private static RunResult signed(AuditEntry entry) {
    return SampleRun.of(entry)
        .attestation(
            new AttestationOutcome.Signed(List.of(new SignedBundle(SignedBundle.Kind.RUN, "{}"))))
        .result();
  }

  private static Check<AttestationVerifier.VerifiedRun> accept(
      byte[] bundle, AuditEntry entry, AttestationVerifier.Expectation expectation) {
    return new AttestationVerifier.VerifiedRun(
        expectation.kind(),
        new VerifiedSigner.Key("Ed25519", Sha256.of(new byte[32])),
        List.of(),
        expectation.position(),
        entry.passed());
  }
}
