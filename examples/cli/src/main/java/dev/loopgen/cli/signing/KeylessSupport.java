package dev.loopgen.cli.signing;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SummaryVerifier;
import dev.loopgen.api.gate.WaiverVerifier;
import dev.loopgen.attest.sigstore.KeylessAttestor;
import dev.loopgen.attest.sigstore.NpmAttestationVerifier;
import dev.loopgen.attest.sigstore.SigningServices;
import dev.loopgen.attest.sigstore.SigstoreVerifier;
import dev.loopgen.attest.sigstore.TokenSource;
import dev.loopgen.attest.sigstore.TrustedRoot;
import dev.loopgen.cli.support.TextFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Signatures by identity: the one place that knows of Sigstore, whose code stands in a jar of its
 * own that nothing else opens.
 *
 * @param trustedRoot the trusted root
 */
record KeylessSupport(Path trustedRoot) {

  /** Returns what checks signatures in a tenth of the JDK's time; empty if the jar is not there. */
  static Optional<Provider> fasterSignatures() {
    try {
      return Optional.of(new BouncyCastleProvider());
    } catch (NoClassDefFoundError withoutJar) {
      return Optional.empty();
    }
  }

  /**
   * Returns what checks such signatures.
   *
   * @param expected who must have signed
   * @throws IllegalArgumentException if the jar is not there
   */
  AttestationTrust trust(ExpectedIdentity expected) {
    SigstoreVerifier verifier = sigstore();
    return new AttestationTrust(verifier, NpmAttestationVerifier.of(verifier), expected);
  }

  /**
   * Returns what checks bundles of loopgen for Java.
   *
   * @throws IllegalArgumentException if the jar is not there
   */
  AttestationVerifier verifier() {
    return sigstore();
  }

  /**
   * Returns what checks bundles of decisions.
   *
   * @throws IllegalArgumentException if the jar is not there
   */
  SummaryVerifier summaryVerifier() {
    return sigstore();
  }

  /**
   * Returns what checks signed waivers.
   *
   * @throws IllegalArgumentException if the jar is not there
   */
  WaiverVerifier waiverVerifier() {
    return sigstore();
  }

  private SigstoreVerifier sigstore() {
    try {
      return SigstoreVerifier.of(TrustedRoot.read(trustedRoot));
    } catch (NoClassDefFoundError e) {
      throw withoutJar(e);
    }
  }

  /**
   * Returns what signs as the job of the environment; empty where it is no CI job.
   *
   * @throws IllegalArgumentException if the jar is not there
   */
  Optional<Attestor> attestor(
      Path signingConfig, boolean anyVisibility, Map<String, String> environment) {
    try {
      TrustedRoot root = TrustedRoot.read(trustedRoot);
      byte[] config =
          TextFile.read("signing configuration", signingConfig).getBytes(StandardCharsets.UTF_8);
      SigningServices services = SigningServices.parse(config, Instant.now());
      return TokenSource.ambient(environment)
          .map(
              tokens -> {
                KeylessAttestor.Builder builder = KeylessAttestor.builder(tokens, services, root);
                return anyVisibility ? builder.anyVisibility().build() : builder.build();
              });
    } catch (NoClassDefFoundError e) {
      throw withoutJar(e);
    }
  }

  private static IllegalArgumentException withoutJar(NoClassDefFoundError e) {
    return new IllegalArgumentException(
        "Signatures by identity need the file loopgen-keyless.jar, and it does not stand beside"
            + " loopgen.jar, or is not of the same build. Copy both.",
        e);
  }
}
