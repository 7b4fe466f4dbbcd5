package dev.loopgen.benchmarks;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.json.Json;
import dev.loopgen.attest.KeyAttestor;
import dev.loopgen.attest.SigningKey;
import dev.loopgen.attest.sigstore.KeylessAttestor;
import dev.loopgen.attest.sigstore.SigningServices;
import dev.loopgen.attest.sigstore.SigstoreVerifier;
import dev.loopgen.attest.sigstore.TokenSource;
import dev.loopgen.attest.sigstore.TrustedRoot;
import dev.loopgen.sigstore.fixture.SigstoreFixture;
import dev.loopgen.sigstore.fixture.Workload;
import dev.loopgen.testkit.AttestableEntry;
import dev.loopgen.testkit.LedgerFacts;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Creates runs, and bundles of them as a CI job or a key's holder signs them. */
final class SampleAttestations {

  static final Provider BOUNCY = new BouncyCastleProvider();

  /** The identity of the CI job. */
  static final String SIGNER =
      "https://github.com/acme/shop/.github/workflows/loop.yml@refs/heads/main";

  /** The job whose run {@link LedgerFacts#judged} describes. */
  private static final Workload JOB =
      Workload.github("acme/shop", ".github/workflows/loop.yml", "refs/heads/main", "2".repeat(40))
          .with("run_id", "123");

  private SampleAttestations() {}

  static List<AttestableEntry> runs(int count) {
    return AttestableEntry.of(
        IntStream.range(0, count)
            .<Json.Obj>mapToObj(run -> LedgerFacts.judged("run-" + run, true))
            .toList());
  }

  static SigningKey key(String algorithm) {
    return algorithm.equals("ED25519")
        ? SigningKey.generateEd25519(new SecureRandom())
        : SigningKey.generateEcdsa(new SecureRandom());
  }

  static byte[] bundle(SigningKey key, AttestableEntry run) throws InterruptedException {
    return bundle(new KeyAttestor(key), run);
  }

  static PublicKey bouncy(PublicKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance(key.getAlgorithm().equals("EC") ? "EC" : "Ed25519", BOUNCY)
        .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  /** Starts services with a log of the given generation, and a job that signs with them. */
  static KeylessSigner keyless(int generation) {
    return new KeylessSigner(SigstoreFixture.start(), generation);
  }

  private static byte[] bundle(Attestor attestor, AttestableEntry run) throws InterruptedException {
    AttestationOutcome outcome = attestor.attest(run.entry(), run.position());
    if (outcome instanceof AttestationOutcome.Signed signed) {
      return signed.bundles().stream()
          .filter(bundle -> bundle.kind() == SignedBundle.Kind.RUN)
          .findFirst()
          .orElseThrow()
          .bytes();
    }
    throw new IllegalStateException(outcome.describe());
  }

  /** A CI job, and the verifier of its bundles. */
  static final class KeylessSigner implements AutoCloseable {

    private final SigstoreFixture sigstore;
    private final Attestor attestor;
    private final AttestationVerifier verifier;

    private KeylessSigner(SigstoreFixture sigstore, int generation) {
      this.sigstore = sigstore;
      TrustedRoot root = TrustedRoot.parse(sigstore.trustedRoot());
      attestor =
          KeylessAttestor.builder(
                  TokenSource.ambient(sigstore.githubEnvironment(JOB)).orElseThrow(),
                  SigningServices.parse(
                      sigstore.signingConfig(generation), sigstore.clock().instant()),
                  root)
              .build();
      verifier = SigstoreVerifier.of(root, sigstore.clock());
    }

    CiIdentity identity() {
      return CiIdentity.github("https://github.com/acme/shop", ".github/workflows/loop.yml")
          .ref(ClaimRule.exactly("refs/heads/main"))
          .build();
    }

    AttestationVerifier verifier() {
      return verifier;
    }

    Attestor attestor() {
      return attestor;
    }

    byte[] bundle(AttestableEntry run) throws InterruptedException {
      return SampleAttestations.bundle(attestor, run);
    }

    byte[] trustedRoot() {
      return sigstore.trustedRoot();
    }

    @Override
    public void close() {
      sigstore.close();
    }
  }
}
