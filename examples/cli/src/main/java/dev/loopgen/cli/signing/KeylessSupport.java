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
 * Access to keyless signatures. Only this class uses Sigstore, whose code is in a separate jar.
 *
 * @param trustedRoot the trusted root
 */
record KeylessSupport(Path trustedRoot) {

  /**
   * Returns a provider that checks signatures in a tenth of the JDK's time; empty without the jar.
   */
  static Optional<Provider> fasterSignatures() {
    try {
      return Optional.of(new BouncyCastleProvider());
    } catch (NoClassDefFoundError withoutJar) {
      return Optional.empty();
    }
  }

  /**
   * Returns the verifiers of keyless signatures.
   *
   * @param expected the expected signer
   * @throws IllegalArgumentException if the jar is missing
   */
  AttestationTrust trust(ExpectedIdentity expected) {
    SigstoreVerifier verifier = sigstore();
    return new AttestationTrust(verifier, NpmAttestationVerifier.of(verifier), expected);
  }

  /**
   * Returns the verifier of bundles of loopgen for Java.
   *
   * @throws IllegalArgumentException if the jar is missing
   */
  AttestationVerifier verifier() {
    return sigstore();
  }

  /**
   * Returns the verifier of decisions.
   *
   * @throws IllegalArgumentException if the jar is missing
   */
  SummaryVerifier summaryVerifier() {
    return sigstore();
  }

  /**
   * Returns the verifier of waivers.
   *
   * @throws IllegalArgumentException if the jar is missing
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
   * Returns an attestor that signs as the environment's CI job; empty if there is none.
   *
   * @throws IllegalArgumentException if the jar is missing
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
        "Keyless signatures need loopgen-keyless.jar of the same build beside loopgen.jar, and"
            + " it is missing or of another build. Copy both files.",
        e);
  }
}
