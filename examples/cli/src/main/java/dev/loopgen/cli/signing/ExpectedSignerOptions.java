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

/** Whom a caller expects to have signed: the one place that chooses a verifier. */
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

  /** Tells whether anything was given. */
  public boolean isGiven() {
    return !keys.isEmpty() || !signers.isEmpty() || trustedRoot != null;
  }

  /**
   * Returns those who may have signed; none where nobody is named.
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
   * Returns who must have signed, any one of those given.
   *
   * @param anyCommit whether a workflow may have signed at any commit
   * @throws IllegalArgumentException if one cannot be read, or nobody is named: that somebody
   *     signed proves nothing
   */
  public ExpectedIdentity require(boolean anyCommit) {
    List<ExpectedIdentity> expected = expected(anyCommit);
    if (expected.isEmpty()) {
      throw new IllegalArgumentException(
          "Anybody can sign, so say who must have. Name them with --signed-by, or with"
              + " --identity, --issuer and --trusted-root.");
    }
    return ExpectedIdentity.anyOf(expected);
  }

  /**
   * Returns what checks the bundles of a ledger, npm loopgen's among them.
   *
   * @param expected who must have signed
   * @throws IllegalArgumentException if a certificate is expected and there is no trusted root
   */
  public AttestationTrust trust(ExpectedIdentity expected) {
    return trustedRoot == null
        ? new AttestationTrust(verifier(), null, expected)
        : new KeylessSupport(trustedRoot).trust(expected);
  }

  /**
   * Returns what checks a bundle; without a trusted root one of a key only.
   *
   * @throws IllegalArgumentException if a certificate is expected and there is no trusted root
   */
  public AttestationVerifier verifier() {
    requireRoot();
    return verifier(trustedRoot);
  }

  /**
   * Returns what checks the bundle of a decision; without a trusted root one of a key only.
   *
   * @throws IllegalArgumentException if a certificate is expected and there is no trusted root
   */
  public SummaryVerifier summaryVerifier() {
    requireRoot();
    return trustedRoot == null
        ? OfKeys.VERIFIER
        : new KeylessSupport(trustedRoot).summaryVerifier();
  }

  /**
   * Returns what checks signed waivers; without a trusted root those of a key only. It is made with
   * the first waiver.
   *
   * @throws IllegalArgumentException if a certificate is expected and there is no trusted root
   */
  public WaiverVerifier waiverVerifier() {
    requireRoot();
    Path root = trustedRoot;
    return root == null
        ? (bundle, expectation) -> OfKeys.VERIFIER.verify(bundle, expectation)
        : new OfWaivers(new KeylessSupport(root));
  }

  private void requireRoot() {
    if (trustedRoot == null && !signers.isEmpty()) {
      throw new IllegalArgumentException("--identity needs --trusted-root.");
    }
  }

  /** Returns the file of the trusted root that is named, or null. */
  public @Nullable Path trustedRoot() {
    return trustedRoot;
  }

  /** Returns what checks a bundle; without a trusted root one of a key only. */
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

  /** Made with the first bundle: most commands see none, and it takes a tenth of a second. */
  private static final class OfKeys {

    private static final KeyAttestationVerifier VERIFIER = make();

    private static KeyAttestationVerifier make() {
      KeyAttestationVerifier.Builder verifier = KeyAttestationVerifier.builder();
      KeylessSupport.fasterSignatures().ifPresent(verifier::provider);
      return verifier.build();
    }
  }
}
