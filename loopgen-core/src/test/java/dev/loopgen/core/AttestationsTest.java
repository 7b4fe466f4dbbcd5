package dev.loopgen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestSigner;
import dev.loopgen.testkit.RecordingVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttestationsTest {

  @TempDir private Path root;
  private final TestSigner signer = new TestSigner();
  private LoopProject project;

  @BeforeEach
  void makeAProject() {
    project = LoopProject.forbidding(root);
  }

  @Test
  void verify_attestedPass_isVerifiedAndProvesIt() throws Exception {
    AuditEntry entry = attested(0);

    Check<AttestationVerifier.VerifiedRun> check = verify(entry);

    assertThat(check.isVerified()).as(check.describe()).isTrue();
    assertThat(check.provesPass()).isTrue();
  }

  @Test
  void verify_earlierEntryOfALongerLedger_isVerifiedAtItsPlace() throws Exception {
    AuditEntry first = attested(0);
    attested(0);

    assertThat(verify(first).provesPass()).isTrue();
  }

  @Test
  void verify_attestedFailure_isVerifiedButProvesNoPass() throws Exception {
    Check<AttestationVerifier.VerifiedRun> check = verify(attested(1));

    assertThat(check.isVerified()).isTrue();
    assertThat(check.provesPass()).isFalse();
  }

  @Test
  void verify_noBundle_isUndecided() throws Exception {
    AuditEntry entry = project.run().entry().orElseThrow();

    assertThat(verify(entry)).isInstanceOf(Check.Undecided.class);
  }

  @Test
  void verify_otherIdentity_isRejected() throws Exception {
    AuditEntry entry = attested(0);

    assertThat(attestations().verify(entry, TestSigner.verifier(), new TestSigner().identity()))
        .isInstanceOf(Check.Rejected.class);
  }

  @Test
  void verify_bundleOfAnotherEntry_isRejected() throws Exception {
    AuditEntry failed = attested(1);
    byte[] passing = attestations().find(attested(0), SignedBundle.Kind.RUN).orElseThrow();
    Files.write(bundle(failed), passing);

    assertThat(verify(failed).isVerified()).isFalse();
  }

  @Test
  void verify_entryMadeToPassUnderTheSameHash_isRejected() throws Exception {
    AuditEntry failed = attested(1);
    AuditEntry passing = attested(0);
    AuditEntry forged =
        new AuditEntry(with(passing.json(), "hash", Json.of(failed.hash().orElseThrow())));
    Files.write(bundle(forged), attestations().find(failed, SignedBundle.Kind.RUN).orElseThrow());

    assertThat(forged.passed()).isTrue();
    assertThat(verify(forged)).isInstanceOf(Check.Rejected.class);
  }

  @Test
  void verify_entryThatTheLedgerDoesNotHold_isRejected() throws Exception {
    AuditEntry entry = attested(0);
    Files.delete(ledgerFile());
    project.run();

    assertThat(verify(entry)).isInstanceOf(Check.Rejected.class);
  }

  @Test
  void verify_editedLedger_isRejectedWithItsStatus() throws Exception {
    attested(1);
    AuditEntry entry = attested(0);
    Files.writeString(
        ledgerFile(), Files.readString(ledgerFile()).replaceFirst("\"project\":\"", "$0x"));

    assertThat(verify(entry))
        .isInstanceOf(Check.Rejected.class)
        .extracting(Check::describe)
        .asString()
        .contains("The ledger cannot be relied on");
  }

  @Test
  void verify_noLedger_isRejected() throws Exception {
    AuditEntry entry = attested(0);
    Files.delete(ledgerFile());

    assertThat(verify(entry)).isInstanceOf(Check.Rejected.class);
  }

  @Test
  void verify_bundleThatIsADirectory_isRejectedAndDoesNotThrow() throws Exception {
    AuditEntry entry = attested(0);
    Files.delete(bundle(entry));
    Files.createDirectory(bundle(entry));

    assertThat(verify(entry)).isInstanceOf(Check.Rejected.class);
  }

  @Test
  void verify_witnessInPlaceOfTheRun_isRejected() throws Exception {
    AuditEntry entry = attested(0);
    LedgerPosition position = LedgerPosition.of(entry, project.ledger().graph()).orElseThrow();
    AttestationOutcome.Signed seen = (AttestationOutcome.Signed) signer.attestLate(entry, position);
    Files.write(bundle(entry), seen.bundles().get(0).bytes());

    assertThat(verify(entry)).isInstanceOf(Check.Rejected.class);
  }

  private Attestations attestations() {
    return Loopgen.attestations(project.directory());
  }

  private Check<AttestationVerifier.VerifiedRun> verify(AuditEntry entry) {
    return attestations().verify(entry, TestSigner.verifier(), signer.identity());
  }

  private AuditEntry attested(int exitCode) throws InterruptedException {
    RunResult result =
        Loopgen.runner(project.directory())
            .attestor(signer)
            .verifier(new RecordingVerifier().exiting("true", exitCode))
            .build()
            .run(RunRequest.of("check"));
    return result.entry().orElseThrow();
  }

  private Path bundle(AuditEntry entry) {
    return project
        .directory()
        .resolve(".loopgen/attestations")
        .resolve(entry.entryId().orElseThrow() + SignedBundle.Kind.RUN.suffix());
  }

  private Path ledgerFile() {
    return project.directory().resolve(".loopgen/audit.jsonl");
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    Json.ObjectBuilder changed = Json.object();
    object
        .members()
        .forEach((member, old) -> changed.put(member, member.equals(name) ? value : old));
    return changed.build();
  }
}
