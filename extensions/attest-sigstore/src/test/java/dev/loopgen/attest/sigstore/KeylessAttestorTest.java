package dev.loopgen.attest.sigstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.sigstore.fixture.ServiceFault;
import dev.loopgen.sigstore.fixture.Workload;
import dev.loopgen.testkit.AttestableEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
final class KeylessAttestorTest {

  private static final AttestableEntry RUN = SigstoreScenario.runs().get(0);

  private final SigstoreScenario world = new SigstoreScenario();

  @AfterEach
  void repair() {
    world.sigstore.faults().clear();
  }

  @AfterAll
  void close() {
    world.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"FULCIO_UNAVAILABLE", "REKOR_UNAVAILABLE", "REKOR_ERROR", "REKOR_GARBAGE"})
  void attest_serviceOutOfOrder_isPending(ServiceFault fault) throws Exception {
    world.sigstore.faults().inject(fault);

    assertThat(attest(1)).isInstanceOf(AttestationOutcome.Pending.class);
  }

  @Test
  void attest_timestampAuthorityOutOfOrder_isPending() throws Exception {
    world.sigstore.faults().inject(ServiceFault.TSA_UNAVAILABLE);

    assertThat(attest(2)).isInstanceOf(AttestationOutcome.Pending.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"FULCIO_UNAVAILABLE", "REKOR_UNAVAILABLE", "REKOR_ERROR", "REKOR_GARBAGE"})
  void attest_serviceOutOfOrderOnce_isSignedAtTheSecondAttempt(ServiceFault fault)
      throws Exception {
    world.sigstore.faults().inject(fault, 1);

    assertThat(attest(1).isSigned()).isTrue();
  }

  @Test
  void attest_slowService_isPendingInTime() throws Exception {
    world.sigstore.faults().inject(ServiceFault.REKOR_SLOW);
    KeylessAttestor attestor =
        world
            .builder(1, SigstoreScenario.SHOP)
            .timeout(Duration.ofMillis(300))
            .attempts(1, Duration.ZERO)
            .build();

    assertThat(attestor.attest(RUN.entry(), RUN.position()))
        .isInstanceOf(AttestationOutcome.Pending.class);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "FULCIO_REFUSES",
        "FULCIO_WITHOUT_SCT",
        "FULCIO_WRONG_SCT",
        "FULCIO_OTHER_KEY",
        "FULCIO_TWO_NAMES",
        "FULCIO_LEAF_IS_AUTHORITY",
        "FULCIO_WITHOUT_CODE_SIGNING",
        "REKOR_REFUSES",
        "REKOR_WRONG_PROMISE",
        "REKOR_WRONG_PROOF",
        "REKOR_WRONG_CHECKPOINT",
        "REKOR_LATE"
      })
  void attest_answerThatDoesNotVerify_failsAndIsNeverReturned(ServiceFault fault) throws Exception {
    world.sigstore.faults().inject(fault);

    assertThat(attest(1)).isInstanceOf(AttestationOutcome.Failed.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"REKOR_WRONG_PROOF", "REKOR_WRONG_CHECKPOINT", "TSA_LATE"})
  void attest_answerOfTheSecondGenerationThatDoesNotVerify_fails(ServiceFault fault)
      throws Exception {
    world.sigstore.faults().inject(fault);

    assertThat(attest(2)).isInstanceOf(AttestationOutcome.Failed.class);
  }

  @Test
  void attest_timestampOfAnotherMessage_isNeverReturned() throws Exception {
    world.sigstore.faults().inject(ServiceFault.TSA_OTHER_MESSAGE);

    assertThat(attest(2).isSigned()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"private", "internal", ""})
  void attest_repositoryNotCalledPublic_failsAndAsksNoService(String visibility) throws Exception {
    Workload workload = SigstoreScenario.SHOP.with("repository_visibility", visibility);
    int before = world.sigstore.requests().size();

    AttestationOutcome outcome =
        world.builder(1, workload).build().attest(RUN.entry(), RUN.position());

    assertThat(outcome).isInstanceOf(AttestationOutcome.Failed.class);
    assertThat(outcome.describe()).contains("does not say that the repository is public");
    assertThat(world.sigstore.requests()).hasSize(before + 1).endsWith("GET /token");
  }

  @Test
  void attest_privateRepositoryThatMayBeKnown_isSigned() throws Exception {
    Workload workload = SigstoreScenario.SHOP.with("repository_visibility", "private");

    AttestationOutcome outcome =
        world.builder(1, workload).anyVisibility().build().attest(RUN.entry(), RUN.position());

    assertThat(outcome.isSigned()).isTrue();
  }

  @Test
  void attest_identityOfAnotherRun_failsBeforeAnythingIsLogged() throws Exception {
    Workload other = SigstoreScenario.SHOP.with("run_id", "124");
    long before = logged();

    AttestationOutcome outcome =
        world.builder(1, other).build().attest(RUN.entry(), RUN.position());

    assertThat(outcome.describe()).contains("belongs to another run");
    assertThat(logged()).isEqualTo(before);
  }

  @Test
  void attestLate_otherRun_isAWitness() throws Exception {
    Workload other = SigstoreScenario.SHOP.with("run_id", "124");

    AttestationOutcome outcome =
        world.builder(1, other).build().attestLate(RUN.entry(), RUN.position());

    List<SignedBundle> bundles = ((AttestationOutcome.Signed) outcome).bundles();
    assertThat(bundles).extracting(SignedBundle::kind).containsExactly(SignedBundle.Kind.WITNESS);
    Check<AttestationVerifier.VerifiedRun> check =
        world
            .verifier()
            .verify(bundles.get(0).bytes(), RUN.entry(), RUN.by(SigstoreScenario.shop()));
    assertThat(check).isNotInstanceOf(AttestationVerifier.VerifiedRun.class);
  }

  @Test
  void attest_testResult_isSignedWithTheSameCertificate() throws Exception {
    List<SignedBundle> bundles = ((AttestationOutcome.Signed) attest(1)).bundles();

    assertThat(bundles)
        .extracting(SignedBundle::kind)
        .containsExactly(SignedBundle.Kind.RUN, SignedBundle.Kind.TEST_RESULT);
  }

  @Test
  void prepare_issuerOutOfOrder_saysThatThereIsNoIdentity() {
    world.sigstore.faults().inject(ServiceFault.ISSUER_ERROR);

    assertThatThrownBy(() -> world.attestor(1).prepare())
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("no identity to sign with, from GitHub Actions");
  }

  @Test
  void prepare_asksForATokenAndForNothingElse() {
    long before = logged();

    assertThatCode(() -> world.attestor(1).prepare()).doesNotThrowAnyException();
    assertThat(logged()).isEqualTo(before);
  }

  @Test
  void attest_interrupted_throwsAndSignsNothing() {
    long before = logged();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> attest(1)).isInstanceOf(InterruptedException.class);
    assertThat(logged()).isEqualTo(before);
  }

  @Test
  void attest_expiredToken_fails() throws Exception {
    String token = world.sigstore.token(SigstoreScenario.SHOP);
    world.sigstore.clock().advance(Duration.ofHours(1));
    KeylessAttestor attestor =
        KeylessAttestor.builder(TokenSource.of(token), world.services(1), world.root)
            .clock(world.sigstore.clock())
            .attempts(1, Duration.ZERO)
            .build();

    assertThat(attestor.attest(RUN.entry(), RUN.position()))
        .isInstanceOf(AttestationOutcome.Failed.class);
    world.sigstore.clock().advance(Duration.ofHours(-1));
  }

  @Test
  void texts_neverShowTheToken() throws Exception {
    String token = world.sigstore.token(SigstoreScenario.SHOP);
    Map<String, String> environment = world.sigstore.githubEnvironment(SigstoreScenario.SHOP);
    TokenSource source = TokenSource.of(token);
    KeylessAttestor attestor =
        KeylessAttestor.builder(source, world.services(1), world.root).build();

    assertThat(source + " " + attestor + " " + source.token(Duration.ZERO))
        .doesNotContain(token.substring(0, 20));
    assertThat(TokenSource.ambient(environment).orElseThrow().toString())
        .isEqualTo("GitHub Actions");
  }

  private AttestationOutcome attest(int version) throws InterruptedException {
    return world.attestor(version).attest(RUN.entry(), RUN.position());
  }

  private long logged() {
    return world.sigstore.requests().stream().filter(line -> line.contains("/log/entries")).count();
  }
}
