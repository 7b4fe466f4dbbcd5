package dev.loopgen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link AttestationVerifier} as JUnit tests. Extend it and supply a signer.
 *
 * <p>Parts that only some bundles have, such as log entries, need the implementation's own tests.
 */
public abstract class AttestationVerifierContract
    extends BundleVerifierContract<AttestationVerifier, AttestationVerifier.VerifiedRun> {

  /** For subclasses. */
  protected AttestationVerifierContract() {}

  /**
   * Creates the facts of a run that the attestor may attest. If not overridden, {@link
   * LedgerFacts#judged}.
   *
   * @param entryId the id of the run
   * @param passed the verdict
   * @return the facts
   */
  protected Json.Obj facts(String entryId, boolean passed) {
    return LedgerFacts.judged(entryId, passed);
  }

  @Test
  final void verify_honestBundles_areVerifiedWithTheirVerdicts() throws Exception {
    List<AttestableEntry> runs = runs();

    for (AttestableEntry run : runs) {
      Check<AttestationVerifier.VerifiedRun> check =
          verifier().verify(bundle(run), run.entry(), run.by(identity()));

      assertThat(check).as(check.describe()).isInstanceOf(AttestationVerifier.VerifiedRun.class);
      AttestationVerifier.VerifiedRun verified = (AttestationVerifier.VerifiedRun) check;
      assertThat(verified.position()).isEqualTo(run.position());
      assertThat(check.provesPass()).isEqualTo(run.entry().passed());
    }
  }

  @Test
  final void verify_otherEntry_isRejected() throws Exception {
    List<AttestableEntry> runs = runs();

    for (AttestableEntry run : runs) {
      for (AttestableEntry other : runs) {
        if (!run.equals(other)) {
          assertThat(verifier().verify(bundle(run), other.entry(), other.by(identity())))
              .isInstanceOf(Check.Rejected.class);
        }
      }
    }
  }

  @Test
  final void verify_otherKindOfTheSameEntry_isNeverVerified() throws Exception {
    AttestableEntry run = runs().get(0);

    for (SignedBundle bundle : signedRun(run)) {
      for (SignedBundle.Kind expected : SignedBundle.Kind.ofEntries()) {
        Check<AttestationVerifier.VerifiedRun> check =
            verifier().verify(bundle.bytes(), run.entry(), run.by(identity(), expected));
        assertThat(check instanceof AttestationVerifier.VerifiedRun)
            .as(bundle.kind() + " where " + expected + " is expected")
            .isEqualTo(bundle.kind() == expected && expected != SignedBundle.Kind.WITNESS);
        assertThat(check.provesPass())
            .isEqualTo(bundle.kind() == expected && expected == SignedBundle.Kind.RUN);
      }
    }
  }

  @Test
  final void verify_otherPosition_isRejected() throws Exception {
    List<AttestableEntry> runs = runs();
    AttestableEntry run = runs.get(1);
    byte[] bundle = bundle(run);

    assertThat(verifier().verify(bundle, run.entry(), runs.get(0).by(identity())))
        .isInstanceOf(Check.Rejected.class);
    AttestableEntry moved = AttestableEntry.of(List.of(run.entry().json())).get(0);
    assertThat(verifier().verify(bundle, run.entry(), moved.by(identity())))
        .isInstanceOf(Check.Rejected.class);
  }

  @Test
  final void verify_editedEntry_isRejected() throws Exception {
    AttestableEntry failed = runs().get(2);
    byte[] bundle = bundle(failed);
    Json.ObjectBuilder members = Json.object();
    failed
        .entry()
        .json()
        .members()
        .forEach((name, value) -> members.put(name, name.equals("passed") ? Json.TRUE : value));
    AuditEntry edited = new AuditEntry(members.build());

    assertThat(verifier().verify(bundle, edited, failed.by(identity())))
        .isInstanceOf(Check.Rejected.class);
  }

  @Test
  final void verify_entryOfAnotherTool_isRejected() throws Exception {
    AttestableEntry run = runs().get(0);
    AttestableEntry bare = AttestableEntry.of(List.of(LedgerFacts.passing("a"))).get(0);

    assertThat(verifier().verify(bundle(run), bare.entry(), bare.by(identity())))
        .isInstanceOf(Check.Rejected.class);
  }

  @Override
  final byte[] honest() throws Exception {
    return bundle(runs().get(0));
  }

  @Override
  final Check<AttestationVerifier.VerifiedRun> verify(
      AttestationVerifier verifier, byte[] bundle, ExpectedIdentity expected) {
    AttestableEntry run = runs().get(0);
    return verifier.verify(bundle, run.entry(), run.by(expected));
  }

  private List<AttestableEntry> runs() {
    return AttestableEntry.of(List.of(facts("a", true), facts("b", true), facts("c", false)));
  }

  private byte[] bundle(AttestableEntry run) throws Exception {
    return bundles(attestor().attest(run.entry(), run.position())).stream()
        .filter(bundle -> bundle.kind() == SignedBundle.Kind.RUN)
        .findFirst()
        .orElseThrow()
        .bytes();
  }
}
