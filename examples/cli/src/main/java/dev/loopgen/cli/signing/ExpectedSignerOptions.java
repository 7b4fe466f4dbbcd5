package dev.loopgen.cli.signing;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SummaryVerifier;
import dev.loopgen.api.gate.WaiverVerifier;
import dev.loopgen.attest.KeyAttestationVerifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that name the expected signer. No other class chooses a verifier. */
public final class ExpectedSignerOptions {

  @Option(
      names = "--signed-by",
      paramLabel = "FILE",
      description =
          "A public key, in PEM, whose holder may have signed the bundles; may be repeated.")
  private List<Path> keys = List.of();

  @ArgGroup(exclusive = false, multiplicity = "0..*")
  private List<ExpectedSigner> signers = new ArrayList<>();

  @Option(
      names = "--trusted-root",
      paramLabel = "FILE",
      description = "The trusted_root.json of certificates, logs and timestamps.")
  private @Nullable Path trustedRoot;

  /** Tells whether any of the options was given. */
  public boolean isGiven() {
    return !keys.isEmpty() || !signers.isEmpty() || trustedRoot != null;
  }

  /**
   * Returns the identities that may have signed; none if none is named.
   *
   * @throws IllegalArgumentException if one cannot be read
   */
  public List<ExpectedIdentity> expected() {
    return expected(false);
  }

  private List<ExpectedIdentity> expected(boolean anyCommit) {
    List<ExpectedIdentity> expected = new ArrayList<>();
    keys.forEach(key -> expected.add(new ExpectedIdentity.Key(SigningKeyReader.readPublic(key))));
    signers.forEach(signer -> expected.add(signer.identity(anyCommit)));
    return expected;
  }

  /**
   * Returns the identity that must have signed, any one of those given.
   *
   * @param anyCommit whether a workflow may have signed at any commit
   * @throws IllegalArgumentException if one cannot be read, or none is named: a signature by just
   *     anybody proves nothing
   */
  public ExpectedIdentity require(boolean anyCommit) {
    List<ExpectedIdentity> expected = expected(anyCommit);
    if (expected.isEmpty()) {
      throw new IllegalArgumentException(
          "Anybody can sign, so the expected signer must be named. Use --signed-by, or"
              + " --identity, --issuer and --trusted-root.");
    }
    return ExpectedIdentity.anyOf(expected);
  }

  /**
   * Returns the verifiers of a ledger's bundles, npm loopgen's included.
   *
   * @param expected who must have signed
   * @throws IllegalArgumentException if a certificate is expected but there is no trusted root
   */
  public AttestationTrust trust(ExpectedIdentity expected) {
    return trustedRoot == null
        ? new AttestationTrust(verifier(), null, expected)
        : new KeylessSupport(trustedRoot).trust(expected);
  }

  /**
   * Returns the verifier of bundles; without a trusted root, of key-signed ones only.
   *
   * @throws IllegalArgumentException if a certificate is expected but there is no trusted root
   */
  public AttestationVerifier verifier() {
    requireRoot();
    return verifier(trustedRoot);
  }

  /**
   * Returns the verifier of decisions; without a trusted root, of key-signed ones only.
   *
   * @throws IllegalArgumentException if a certificate is expected but there is no trusted root
   */
  public SummaryVerifier summaryVerifier() {
    requireRoot();
    return trustedRoot == null
        ? OfKeys.VERIFIER
        : new KeylessSupport(trustedRoot).summaryVerifier();
  }

  /**
   * Returns the verifier of waivers; without a trusted root, of key-signed ones only. It is created
   * with the first waiver.
   *
   * @throws IllegalArgumentException if a certificate is expected but there is no trusted root
   */
  public WaiverVerifier waiverVerifier() {
    requireRoot();
    return waiverVerifier(trustedRoot);
  }

  /** Returns the verifier of waivers; without a trusted root, of key-signed ones only. */
  public static WaiverVerifier waiverVerifier(@Nullable Path root) {
    return root == null
        ? (bundle, expectation) -> OfKeys.VERIFIER.verify(bundle, expectation)
        : new OfWaivers(new KeylessSupport(root));
  }

  private void requireRoot() {
    if (trustedRoot == null && !signers.isEmpty()) {
      throw new IllegalArgumentException("--identity needs --trusted-root.");
    }
  }

  /** Returns the file of the trusted root, or null. */
  public @Nullable Path trustedRoot() {
    return trustedRoot;
  }

  /** Returns the verifier of bundles; without a trusted root, of key-signed ones only. */
  public static AttestationVerifier verifier(@Nullable Path trustedRoot) {
    return trustedRoot == null
        ? (bundle, entry, expectation) -> OfKeys.VERIFIER.verify(bundle, entry, expectation)
        : new KeylessSupport(trustedRoot).verifier();
  }

  /** Reads the trusted root with the first waiver: most commands see none. */
  private static final class OfWaivers implements WaiverVerifier {

    private final KeylessSupport keyless;
    private @Nullable WaiverVerifier made;

    OfWaivers(KeylessSupport keyless) {
      this.keyless = keyless;
    }

    @Override
    public Check<WaiverVerifier.VerifiedWaiver> verify(
        byte[] bundle, WaiverVerifier.Expectation expectation) {
      return verifier().verify(bundle, expectation);
    }

    private synchronized WaiverVerifier verifier() {
      WaiverVerifier verifier = made;
      if (verifier == null) {
        verifier = keyless.waiverVerifier();
        made = verifier;
      }
      return verifier;
    }
  }

  /** Created with the first bundle: most commands see none, and it takes a tenth of a second. */
  private static final class OfKeys {

    private static final KeyAttestationVerifier VERIFIER = make();

    private static KeyAttestationVerifier make() {
      KeyAttestationVerifier.Builder verifier = KeyAttestationVerifier.builder();
      KeylessSupport.fasterSignatures().ifPresent(verifier::provider);
      return verifier.build();
    }
  }
}
