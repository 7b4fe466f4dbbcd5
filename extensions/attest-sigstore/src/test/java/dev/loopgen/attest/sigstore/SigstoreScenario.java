package dev.loopgen.attest.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.sigstore.fixture.SigstoreFixture;
import dev.loopgen.sigstore.fixture.Workload;
import dev.loopgen.testkit.AttestableEntry;
import dev.loopgen.testkit.LedgerFacts;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A fixture, the CI job that the facts of the testkit come from, and whom a verifier expects. */
final class SigstoreScenario implements AutoCloseable {

  /** The workflow whose run {@link LedgerFacts#judged} describes. */
  static final Workload SHOP =
      Workload.github("acme/shop", ".github/workflows/loop.yml", "refs/heads/main", "2".repeat(40))
          .with("run_id", "123");

  final SigstoreFixture sigstore = SigstoreFixture.start();
  final TrustedRoot root = TrustedRoot.parse(sigstore.trustedRoot());

  static CiIdentity shop() {
    return CiIdentity.github("https://github.com/acme/shop", ".github/workflows/loop.yml")
        .ref(ClaimRule.exactly("refs/heads/main"))
        .build();
  }

  static List<ExpectedIdentity> strangers() {
    return List.of(
        CiIdentity.github("https://github.com/acme/shop", ".github/workflows/other.yml")
            .ref(ClaimRule.exactly("refs/heads/main"))
            .build(),
        CiIdentity.github("https://github.com/acme/other", ".github/workflows/loop.yml")
            .ref(ClaimRule.exactly("refs/heads/main"))
            .build(),
        new ExpectedIdentity.Person("https://accounts.google.com", "a@acme.test"),
        new ExpectedIdentity.Key(EphemeralKey.generate().publicKey()));
  }

  SigningServices services(int rekorVersion) {
    return SigningServices.parse(sigstore.signingConfig(rekorVersion), sigstore.clock().instant());
  }

  KeylessAttestor.Builder builder(int rekorVersion, Workload workload) {
    Map<String, String> environment = sigstore.githubEnvironment(workload);
    TokenSource tokens = TokenSource.ambient(environment).orElseThrow();
    return KeylessAttestor.builder(tokens, services(rekorVersion), root)
        .clock(sigstore.clock())
        .timeout(Duration.ofSeconds(10))
        .attempts(2, Duration.ofMillis(1));
  }

  KeylessAttestor attestor(int rekorVersion) {
    return builder(rekorVersion, SHOP).build();
  }

  SigstoreVerifier verifier() {
    return SigstoreVerifier.of(root, sigstore.clock());
  }

  static List<AttestableEntry> runs() {
    return AttestableEntry.of(
        List.of(
            LedgerFacts.judged("a", true),
            LedgerFacts.judged("b", true),
            LedgerFacts.judged("c", false)));
  }

  /** Has a run attested and returns the bundle of the run itself. */
  byte[] bundle(int rekorVersion, AttestableEntry run) throws InterruptedException {
    return bundle(attestor(rekorVersion).attest(run.entry(), run.position()));
  }

  static byte[] bundle(AttestationOutcome outcome) {
    assertThat(outcome.isSigned()).as(outcome.describe()).isTrue();
    return ((AttestationOutcome.Signed) outcome)
        .bundles().stream()
            .filter(bundle -> bundle.kind() == SignedBundle.Kind.RUN)
            .findFirst()
            .orElseThrow()
            .bytes();
  }

  @Override
  public void close() {
    sigstore.close();
  }
}
