package dev.loopgen.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link Attestor} as JUnit tests. Extend it and supply an attestor and a verifier
 * for its bundles.
 *
 * <p>A missing identity and outages need the implementation's own tests.
 */
public abstract class AttestorContract {

  /** For subclasses. */
  protected AttestorContract() {}

  /**
   * Creates an attestor with an identity.
   *
   * @return the attestor
   * @throws Exception if it cannot be created
   */
  protected abstract Attestor attestor() throws Exception;

  /**
   * Creates a verifier for the attestor's bundles.
   *
   * @return the verifier
   * @throws Exception if it cannot be created
   */
  protected abstract AttestationVerifier verifier() throws Exception;

  /**
   * Returns the identity of the attestor.
   *
   * @return the identity to expect
   * @throws Exception if it cannot be created
   */
  protected abstract ExpectedIdentity identity() throws Exception;

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
  final void prepare_withIdentity_returns() throws Exception {
    Attestor attestor = attestor();

    assertThatCode(attestor::prepare).doesNotThrowAnyException();
  }

  @Test
  final void attest_run_givesBundlesThatVerify() throws Exception {
    for (AttestableEntry run : AttestableEntry.of(List.of(facts("a", true), facts("b", false)))) {
      List<SignedBundle> bundles = signed(attestor().attest(run.entry(), run.position()));

      assertThat(bundles)
          .extracting(SignedBundle::kind)
          .contains(SignedBundle.Kind.RUN)
          .doesNotContain(SignedBundle.Kind.WITNESS);
      for (SignedBundle bundle : bundles) {
        assertThat(
                verifier().verify(bundle.bytes(), run.entry(), run.by(identity(), bundle.kind())))
            .as(bundle.kind().name())
            .isInstanceOf(AttestationVerifier.VerifiedRun.class);
      }
    }
  }

  @Test
  final void attest_failedRun_neverProvesAPass() throws Exception {
    AttestableEntry run = AttestableEntry.of(List.of(facts("a", false))).get(0);

    for (SignedBundle bundle : signed(attestor().attest(run.entry(), run.position()))) {
      assertThat(verifier().verify(bundle.bytes(), run.entry(), run.by(identity())).provesPass())
          .isFalse();
    }
  }

  @Test
  final void attest_entryThatDoesNotSayWhatWasJudged_fails() throws Exception {
    AttestableEntry run = AttestableEntry.of(List.of(LedgerFacts.passing("a"))).get(0);

    AttestationOutcome outcome = attestor().attest(run.entry(), run.position());

    assertThat(outcome).isInstanceOf(AttestationOutcome.Failed.class);
  }

  @Test
  final void attest_positionOfAnotherEntry_fails() throws Exception {
    List<AttestableEntry> runs = AttestableEntry.of(List.of(facts("a", true), facts("b", true)));

    AttestationOutcome outcome = attestor().attest(runs.get(0).entry(), runs.get(1).position());

    assertThat(outcome).isInstanceOf(AttestationOutcome.Failed.class);
  }

  @Test
  final void attestLate_givesARunBoundBundleOrAWitness() throws Exception {
    AttestableEntry run = AttestableEntry.of(List.of(facts("a", true))).get(0);

    for (SignedBundle bundle : signed(attestor().attestLate(run.entry(), run.position()))) {
      Check<AttestationVerifier.VerifiedRun> check =
          verifier().verify(bundle.bytes(), run.entry(), run.by(identity(), bundle.kind()));

      assertThat(check)
          .isInstanceOf(
              bundle.kind() == SignedBundle.Kind.WITNESS
                  ? Check.Undecided.class
                  : AttestationVerifier.VerifiedRun.class);
    }
  }

  @Test
  final void sign_givesOneBundleOfItsKind() throws Exception {
    for (SignableStatement declaration :
        List.of(
            SummaryFacts.vsa("PASSED"),
            SummaryFacts.vsa("FAILED"),
            SummaryFacts.svr("X"),
            SummaryFacts.waiver())) {
      assertThat(signed(attestor().sign(declaration)))
          .extracting(SignedBundle::kind)
          .containsExactly(declaration.kind().bundle());
    }
  }

  @Test
  final void sign_isNeverEvidenceOfARun() throws Exception {
    AttestableEntry run = AttestableEntry.of(List.of(facts("a", true))).get(0);

    for (SignableStatement declaration :
        List.of(SummaryFacts.vsa("PASSED"), SummaryFacts.waiver())) {
      for (SignedBundle bundle : signed(attestor().sign(declaration))) {
        assertThat(verifier().verify(bundle.bytes(), run.entry(), run.by(identity())))
            .isInstanceOf(Check.Rejected.class);
      }
    }
  }

  private static List<SignedBundle> signed(AttestationOutcome outcome) {
    assertThat(outcome.isSigned()).as(outcome.describe()).isTrue();
    return ((AttestationOutcome.Signed) outcome).bundles();
  }
}
