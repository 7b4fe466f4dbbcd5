package dev.loopgen.attest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.AttestationCheck;
import dev.loopgen.api.attest.AttestationExpectation;
import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.attest.SummaryCheck;
import dev.loopgen.api.attest.SummaryExpectation;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.Waiver;
import dev.loopgen.api.gate.WaiverCheck;
import dev.loopgen.api.gate.WaiverExpectation;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.attest.bundle.WaiverStatement;
import dev.loopgen.testkit.Attestable;
import dev.loopgen.testkit.LedgerFacts;
import dev.loopgen.testkit.SummaryFacts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class KeyWaiverTest {

  private static final GitId ROOT = GitId.of("1".repeat(40));
  private static final GitId TREE = GitId.of(SummaryFacts.TREE);
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Waiver WAIVER =
      new Waiver(GateRule.FRESHNESS, null, "ops", "why", LocalDate.of(2026, 12, 31));

  private final KeyAttestationVerifier verifier = KeyAttestationVerifier.create();
  private final KeyAttestor attestor = new KeyAttestor(TestKeys.ECDSA);

  private byte[] waiver(GitId root, GitId tree) {
    return bundle(attestor.sign(new WaiverStatement(WAIVER, root, tree, NOW).declaration()));
  }

  private static byte[] bundle(AttestationOutcome outcome) {
    return ((AttestationOutcome.Signed) outcome).bundles().get(0).bytes();
  }

  private WaiverCheck check(byte[] bundle, ExpectedIdentity identity) {
    return verifier.verify(bundle, new WaiverExpectation(identity, ROOT, TREE));
  }

  private WaiverCheck check(byte[] bundle) {
    return check(bundle, TestKeys.holderOf(TestKeys.ECDSA));
  }

  @Test
  void verify_ofThisTreeOrAny_isVerified() {
    for (GitId tree : new GitId[] {TREE, null}) {
      assertThat(check(waiver(ROOT, tree)))
          .isInstanceOfSatisfying(
              WaiverCheck.Verified.class,
              found -> {
                assertThat(found.waiver()).isEqualTo(WAIVER);
                assertThat(found.issuedAt()).isEqualTo(NOW);
              });
    }
  }

  @Test
  void verify_otherRepositoryTreeOrSigner_isRejected() {
    assertThat(check(waiver(TREE, TREE))).isInstanceOf(WaiverCheck.Rejected.class);
    assertThat(check(waiver(TREE, null))).isInstanceOf(WaiverCheck.Rejected.class);
    assertThat(check(waiver(ROOT, ROOT))).isInstanceOf(WaiverCheck.Rejected.class);
    for (ExpectedIdentity stranger :
        List.of(
            TestKeys.holderOf(TestKeys.ECDSA_STRANGER),
            new ExpectedIdentity.Person("https://accounts.google.com", "a@acme.test"))) {
      assertThat(check(waiver(ROOT, TREE), stranger)).isInstanceOf(WaiverCheck.Rejected.class);
    }
  }

  @Test
  void verify_otherKindsBySameKey_areRejected() {
    Attestable run = Attestable.of(List.of(LedgerFacts.judged("a", true))).get(0);
    AttestationOutcome.Signed runs =
        (AttestationOutcome.Signed) attestor.attest(run.entry(), run.position());

    for (SignedBundle bundle : runs.bundles()) {
      assertThat(check(bundle.bytes())).isInstanceOf(WaiverCheck.Rejected.class);
    }
    assertThat(check(bundle(attestor.attestLate(run.entry(), run.position()))))
        .isInstanceOf(WaiverCheck.Rejected.class);
    assertThat(check(bundle(attestor.sign(SummaryFacts.vsa("PASSED")))))
        .isInstanceOf(WaiverCheck.Rejected.class);
    assertThat(check(bundle(attestor.sign(SummaryFacts.svr("A")))))
        .isInstanceOf(WaiverCheck.Rejected.class);
  }

  @Test
  void verify_waiverAsRunOrDecision_isRejected() {
    ExpectedIdentity identity = TestKeys.holderOf(TestKeys.ECDSA);
    Attestable run = Attestable.of(List.of(LedgerFacts.judged("a", true))).get(0);
    byte[] waiver = waiver(ROOT, TREE);

    assertThat(
            verifier.verify(
                waiver, run.entry(), new AttestationExpectation(identity, run.position())))
        .isInstanceOf(AttestationCheck.Rejected.class);
    assertThat(
            verifier.verify(
                waiver,
                new SummaryExpectation(
                    identity, SummaryFacts.VERIFIER, SummaryFacts.RESOURCE, TREE, null, List.of())))
        .isInstanceOf(SummaryCheck.Rejected.class);
  }

  @Test
  void verify_mutatedBundle_neverWaivesAnythingElse() {
    byte[] whole = waiver(ROOT, TREE);
    Random random = new Random(7);

    for (int i = 0; i < 400; i++) {
      byte[] mutated = whole.clone();
      mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(7));
      if (check(mutated) instanceof WaiverCheck.Verified found) {
        assertThat(found.waiver()).isEqualTo(WAIVER);
      }
    }
  }
}
