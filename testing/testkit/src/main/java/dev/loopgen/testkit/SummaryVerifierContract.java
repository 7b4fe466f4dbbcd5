package dev.loopgen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.attest.SummaryVerifier;
import dev.loopgen.api.tree.GitId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link SummaryVerifier} as JUnit tests, named after the verification steps in the
 * predicate's specification. Extend it and supply a signer.
 */
public abstract class SummaryVerifierContract {

  private static final int FUZZ = 400;
  private static final String LEVEL = "LOOPGEN_TESTS_PASSED";
  private static final SignableStatement PASSED = SummaryFacts.vsa("PASSED", LEVEL);

  /** For subclasses. */
  protected SummaryVerifierContract() {}

  /**
   * Creates a verifier.
   *
   * @return the verifier
   * @throws Exception if it cannot be created
   */
  protected abstract SummaryVerifier verifier() throws Exception;

  /**
   * Creates an attestor whose bundles the verifier accepts.
   *
   * @return the attestor
   * @throws Exception if it cannot be created
   */
  protected abstract Attestor attestor() throws Exception;

  /**
   * Returns the identity of the attestor.
   *
   * @return the identity to expect
   * @throws Exception if it cannot be created
   */
  protected abstract ExpectedIdentity identity() throws Exception;

  /**
   * Returns other identities, of every kind that the verifier supports.
   *
   * @return identities that did not sign
   * @throws Exception if they cannot be created
   */
  protected abstract List<ExpectedIdentity> strangers() throws Exception;

  @Test
  final void verify_whatIsExpected_isVerifiedWithItsLevels() throws Exception {
    byte[] bundle = signed(SummaryFacts.vsa("PASSED", LEVEL, "LOOPGEN_ATTESTED"));

    for (List<String> levels : List.of(List.of(LEVEL), List.<String>of())) {
      Check<SummaryVerifier.VerifiedSummary> check =
          verifier().verify(bundle, expectation(identity(), levels));

      assertThat(check).as(check.describe()).isInstanceOf(SummaryVerifier.VerifiedSummary.class);
      assertThat(((SummaryVerifier.VerifiedSummary) check).levels())
          .containsExactly(LEVEL, "LOOPGEN_ATTESTED");
    }
  }

  @Test
  final void verify_step1SignatureOfAStranger_isRejected() throws Exception {
    byte[] bundle = signed(PASSED);

    for (ExpectedIdentity stranger : strangers()) {
      rejected(bundle, expectation(stranger, List.of(LEVEL)));
    }
  }

  @Test
  final void verify_step1SignatureOfAnotherBundle_isRejected() throws Exception {
    String passed = new String(signed(PASSED), StandardCharsets.UTF_8);
    String failed = new String(signed(SummaryFacts.vsa("FAILED")), StandardCharsets.UTF_8);

    rejected(
        failed.replace(payload(failed), payload(passed)).getBytes(StandardCharsets.UTF_8),
        expected());
  }

  @Test
  final void verify_step2OtherSubject_isRejected() throws Exception {
    byte[] bundle = signed(PASSED);
    GitId other = GitId.of("9".repeat(40));
    SummaryVerifier.Expectation expected = expected();

    rejected(bundle, with(other, expected.expectedCommit().orElseThrow()));
    rejected(bundle, with(GitId.of(SummaryFacts.COMMIT), GitId.of(SummaryFacts.COMMIT)));
    assertThat(verifier().verify(bundle, with(expected.tree(), other)).isVerified()).isFalse();
  }

  @Test
  final void verify_step3OtherType_isRejected() throws Exception {
    rejected(signed(SummaryFacts.svr(LEVEL)), expected());
    rejected(signed(SummaryFacts.waiver()), expected());
    rejected(run(), expected());
  }

  @Test
  final void verify_step4VerifierThatTheSignerMayNotSpeakFor_isRejected() throws Exception {
    SummaryVerifier.Expectation expected = expected();

    rejected(
        signed(PASSED),
        new SummaryVerifier.Expectation(
            expected.identity(),
            SummaryFacts.VERIFIER + "/other",
            expected.resourceUri(),
            expected.tree(),
            expected.commit(),
            expected.levels()));
  }

  @Test
  final void verify_step5OtherResource_isRejected() throws Exception {
    SummaryVerifier.Expectation expected = expected();

    rejected(
        signed(PASSED),
        new SummaryVerifier.Expectation(
            expected.identity(),
            expected.verifierId(),
            SummaryFacts.RESOURCE + "-prod",
            expected.tree(),
            expected.commit(),
            expected.levels()));
  }

  @Test
  final void verify_step6AnyResultButPassed_isRejected() throws Exception {
    for (String result : List.of("FAILED", "passed", "PASSED ", "WARNED", "")) {
      rejected(signed(SummaryFacts.vsa(result, LEVEL)), expected());
    }
    rejected(signed(SummaryFacts.vsa("PASSED", LEVEL, "FAILED")), expected());
  }

  @Test
  final void verify_step7MissingLevel_isRejected() throws Exception {
    rejected(signed(SummaryFacts.vsa("PASSED")), expected());
    rejected(signed(SummaryFacts.vsa("PASSED", LEVEL + "_ALMOST")), expected());
    rejected(signed(PASSED), expectation(identity(), List.of(LEVEL, "LOOPGEN_NO_FORBIDDEN_PATHS")));
  }

  @Test
  final void verify_truncatedOrFlippedBundle_isNeverVerified() throws Exception {
    byte[] bundle = signed(PASSED);
    SummaryVerifier verifier = verifier();
    Random random = new Random(1);

    for (int i = 0; i < FUZZ; i++) {
      byte[] flipped = bundle.clone();
      int bit = random.nextInt(8 * flipped.length);
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(verifier.verify(flipped, expected()).isVerified()).as("bit " + bit).isFalse();
      byte[] cut = Arrays.copyOf(bundle, random.nextInt(bundle.length));
      assertThat(verifier.verify(cut, expected()).isVerified()).isFalse();
    }
  }

  private SummaryVerifier.Expectation expected() throws Exception {
    return expectation(identity(), List.of(LEVEL));
  }

  private SummaryVerifier.Expectation with(GitId tree, GitId commit) throws Exception {
    return new SummaryVerifier.Expectation(
        identity(), SummaryFacts.VERIFIER, SummaryFacts.RESOURCE, tree, commit, List.of(LEVEL));
  }

  private static SummaryVerifier.Expectation expectation(
      ExpectedIdentity identity, List<String> levels) {
    return new SummaryVerifier.Expectation(
        identity,
        SummaryFacts.VERIFIER,
        SummaryFacts.RESOURCE,
        GitId.of(SummaryFacts.TREE),
        GitId.of(SummaryFacts.COMMIT),
        levels);
  }

  private void rejected(byte[] bundle, SummaryVerifier.Expectation expectation) throws Exception {
    assertThat(verifier().verify(bundle, expectation)).isInstanceOf(Check.Rejected.class);
  }

  private byte[] signed(SignableStatement summary) throws Exception {
    return only(attestor().sign(summary)).bytes();
  }

  private byte[] run() throws Exception {
    AttestableEntry run = AttestableEntry.of(List.of(LedgerFacts.judged("a", true))).get(0);
    return only(attestor().attestLate(run.entry(), run.position())).bytes();
  }

  private static SignedBundle only(AttestationOutcome outcome) {
    assertThat(outcome.isSigned()).as(outcome.describe()).isTrue();
    return ((AttestationOutcome.Signed) outcome).bundles().get(0);
  }

  private static String payload(String bundle) {
    int start = bundle.indexOf("\"payload\":\"");
    return bundle.substring(start, bundle.indexOf('"', start + "\"payload\":\"".length()));
  }
}
