package dev.loopgen.attest.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SummaryVerifier;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.sigstore.fixture.ServiceFault;
import dev.loopgen.testkit.SummaryFacts;
import dev.loopgen.testkit.SummaryVerifierContract;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
final class KeylessSummaryContractTest extends SummaryVerifierContract {

  private static final SigstoreScenario WORLD = new SigstoreScenario();

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Override
  protected SummaryVerifier verifier() {
    return WORLD.verifier();
  }

  @Override
  protected Attestor attestor() {
    return WORLD.attestor(2);
  }

  @Override
  protected ExpectedIdentity identity() {
    return SigstoreScenario.shop();
  }

  @Override
  protected List<ExpectedIdentity> strangers() {
    return SigstoreScenario.strangers();
  }

  @Test
  void verify_certificateOfAnotherCommit_isRejected() throws Exception {
    Attestor elsewhere =
        WORLD.builder(1, SigstoreScenario.SHOP.with("sha", "9".repeat(40))).build();

    assertThat(check(elsewhere, SigstoreScenario.shop(), GitId.of(SummaryFacts.COMMIT)))
        .isInstanceOf(Check.Rejected.class);
  }

  @Test
  void verify_identityThatBindsACommitWithoutOne_isUndecided() throws Exception {
    CiIdentity anyCommit =
        CiIdentity.github("https://github.com/acme/shop", ".github/workflows/loop.yml")
            .ref(ClaimRule.exactly("refs/heads/main"))
            .anyCommit()
            .build();

    assertThat(check(WORLD.attestor(1), SigstoreScenario.shop(), null))
        .isInstanceOf(Check.Undecided.class);
    assertThat(check(WORLD.attestor(1), anyCommit, null))
        .isInstanceOf(SummaryVerifier.VerifiedSummary.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"FULCIO_UNAVAILABLE", "REKOR_UNAVAILABLE"})
  void sign_serviceOutOfOrder_isPending(ServiceFault fault) throws Exception {
    WORLD.sigstore.faults().inject(fault);
    try {
      assertThat(WORLD.attestor(1).sign(SummaryFacts.vsa("PASSED")))
          .isInstanceOf(AttestationOutcome.Pending.class);
    } finally {
      WORLD.sigstore.faults().clear();
    }
  }

  @Test
  void sign_repositoryNotCalledPublic_fails() throws Exception {
    Attestor hidden =
        WORLD.builder(1, SigstoreScenario.SHOP.with("repository_visibility", "private")).build();

    assertThat(hidden.sign(SummaryFacts.vsa("PASSED")))
        .isInstanceOf(AttestationOutcome.Failed.class);
  }

  private static Check<SummaryVerifier.VerifiedSummary> check(
      Attestor attestor, CiIdentity identity, @Nullable GitId commit) throws Exception {
    AttestationOutcome outcome = attestor.sign(SummaryFacts.vsa("PASSED", "LOOPGEN_TESTS_PASSED"));
    assertThat(outcome.isSigned()).as(outcome.describe()).isTrue();
    return WORLD
        .verifier()
        .verify(
            ((AttestationOutcome.Signed) outcome).bundles().get(0).bytes(),
            new SummaryVerifier.Expectation(
                identity,
                SummaryFacts.VERIFIER,
                SummaryFacts.RESOURCE,
                GitId.of(SummaryFacts.TREE),
                commit,
                List.of("LOOPGEN_TESTS_PASSED")));
  }
}
