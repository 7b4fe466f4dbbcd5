package dev.loopgen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.attest.SummaryVerifier;
import dev.loopgen.api.tree.GitId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link SummaryVerifier} as JUnit tests, named after the verification steps in the
 * predicate's specification. Extend it and supply a signer.
 */
public abstract class SummaryVerifierContract
    extends BundleVerifierContract<SummaryVerifier, SummaryVerifier.VerifiedSummary> {

  private static final String LEVEL = "LOOPGEN_TESTS_PASSED";
  private static final SignableStatement PASSED = SummaryFacts.vsa("PASSED", LEVEL);

  /** For subclasses. */
  protected SummaryVerifierContract() {}

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

    rejected(bundle, with(other, expected.commit().orElseThrow()));
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
            expected.commit().orElseThrow(),
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
            expected.commit().orElseThrow(),
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

  @Override
  final byte[] honest() throws Exception {
    return signed(PASSED);
  }

  @Override
  final Check<SummaryVerifier.VerifiedSummary> verify(
      SummaryVerifier verifier, byte[] bundle, ExpectedIdentity expected) {
    return verifier.verify(bundle, expectation(expected, List.of(LEVEL)));
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

  private byte[] run() throws Exception {
    AttestableEntry run = AttestableEntry.of(List.of(LedgerFacts.judged("a", true))).get(0);
    return bundles(attestor().attestLate(run.entry(), run.position())).get(0).bytes();
  }

  private static String payload(String bundle) {
    int start = bundle.indexOf("\"payload\":\"");
    return bundle.substring(start, bundle.indexOf('"', start + "\"payload\":\"".length()));
  }
}
