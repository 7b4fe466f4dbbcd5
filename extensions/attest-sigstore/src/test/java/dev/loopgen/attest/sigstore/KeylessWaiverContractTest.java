package dev.loopgen.attest.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.Waiver;
import dev.loopgen.api.gate.WaiverVerifier;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.attest.bundle.WaiverStatement;
import dev.loopgen.testkit.WaiverVerifierContract;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class KeylessWaiverContractTest extends WaiverVerifierContract {

  private static final SigstoreScenario WORLD = new SigstoreScenario();

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Override
  protected WaiverVerifier verifier() {
    return WORLD.verifier();
  }

  @Override
  protected Attestor attestor() {
    return WORLD.attestor(2);
  }

  @Override
  protected ExpectedIdentity identity() {
    return CiIdentity.github("https://github.com/acme/shop", ".github/workflows/loop.yml")
        .ref(ClaimRule.exactly("refs/heads/main"))
        .anyCommit()
        .build();
  }

  @Override
  protected List<ExpectedIdentity> strangers() {
    return SigstoreScenario.strangers();
  }

  @Test
  void verify_identityThatBindsACommit_isUndecided() throws Exception {
    GitId root = GitId.of("1".repeat(40));
    Waiver waiver =
        new Waiver(GateRule.TRUST, null, "ops", "a reason", LocalDate.parse("2027-04-30"));
    AttestationOutcome outcome =
        attestor()
            .sign(
                new WaiverStatement(waiver, root, null, Instant.parse("2026-11-25T12:00:00Z"))
                    .declaration());

    assertThat(outcome.isSigned()).as(outcome.describe()).isTrue();
    assertThat(
            verifier()
                .verify(
                    ((AttestationOutcome.Signed) outcome).bundles().get(0).bytes(),
                    new WaiverVerifier.Expectation(SigstoreScenario.shop(), root, root)))
        .isInstanceOf(Check.Undecided.class);
  }
}
