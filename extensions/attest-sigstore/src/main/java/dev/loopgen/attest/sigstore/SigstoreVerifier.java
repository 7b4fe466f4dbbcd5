package dev.loopgen.attest.sigstore;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.Check.Rejected;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SummaryVerifier;
import dev.loopgen.api.attest.VerifiedTimestamp;
import dev.loopgen.api.gate.WaiverVerifier;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.attest.KeyAttestationVerifier;
import dev.loopgen.attest.bundle.BundleTimeVerifier;
import dev.loopgen.attest.bundle.SigstoreBundle;
import dev.loopgen.attest.bundle.StatementCheck;
import dev.loopgen.attest.bundle.SummaryRule;
import dev.loopgen.attest.bundle.WaiverRule;
import java.security.PublicKey;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/**
 * Checks keyless and key-signed bundles, without network access.
 *
 * <pre>{@code
 * TrustedRoot root = TrustedRoot.read(Path.of("trusted_root.json"));
 * AttestationVerifier verifier = SigstoreVerifier.of(root);
 * Check<AttestationVerifier.VerifiedRun> check = verifier.verify(bundle, entry, new AttestationVerifier.Expectation(who, where));
 * }</pre>
 *
 * <p>A keyless bundle must have a certificate of a trusted authority that a certificate log has
 * recorded, at least one entry of a trusted transparency log, and at least one time that a log of
 * generation 1 or a timestamp authority vouches for. Every log entry and timestamp of a bundle must
 * be valid, also of a key-signed one.
 *
 * <p>A verified bundle proves neither that a log shows everyone the same tree, since no other party
 * is asked, nor that the certificate was rightly issued. Thread-safe and reusable.
 */
public final class SigstoreVerifier
    implements AttestationVerifier, SummaryVerifier, WaiverVerifier {

  private final BundleCheck check;
  private final KeyAttestationVerifier keys;

  private SigstoreVerifier(TrustedRoot root, Clock clock) {
    check = new BundleCheck(root, clock);
    keys =
        KeyAttestationVerifier.builder()
            .evidence(this::evidence)
            .provider(SignatureKey.PROVIDER)
            .build();
  }

  /**
   * Creates a verifier that detects signatures from the future by the system's clock.
   *
   * @param root the trusted root
   * @return the verifier
   * @throws AttestationException if this Java runtime accepts forged ECDSA signatures (17 before
   *     17.0.3, 18 before 18.0.1)
   */
  public static SigstoreVerifier of(TrustedRoot root) {
    return of(root, Clock.systemUTC());
  }

  /**
   * Creates a verifier.
   *
   * @param root the trusted root
   * @param clock the clock; signatures more than a minute ahead of it are rejected
   * @return the verifier
   * @throws AttestationException if this Java runtime accepts forged ECDSA signatures (17 before
   *     17.0.3, 18 before 18.0.1)
   */
  public static SigstoreVerifier of(TrustedRoot root, Clock clock) {
    return new SigstoreVerifier(
        Objects.requireNonNull(root, "root"), Objects.requireNonNull(clock, "clock"));
  }

  @Override
  public Check<AttestationVerifier.VerifiedRun> verify(
      byte[] bundle, AuditEntry entry, AttestationVerifier.Expectation expectation) {
    try {
      SigstoreBundle read = SigstoreBundle.parse(bundle);
      return isForKeys(read, expectation.identity())
          ? keys.verify(read, entry, expectation)
          : StatementCheck.check(check.statement(read), entry, expectation);
    } catch (BundleRejectedException e) {
      return new Rejected<>(e.reason());
    } catch (AttestationException malformed) {
      return new Rejected<>(String.valueOf(malformed.getMessage()));
    }
  }

  @Override
  public Check<SummaryVerifier.VerifiedSummary> verify(
      byte[] bundle, SummaryVerifier.Expectation expectation) {
    try {
      SigstoreBundle read = SigstoreBundle.parse(bundle);
      return isForKeys(read, expectation.identity())
          ? keys.verify(read, expectation)
          : SummaryRule.check(check.statement(read), expectation);
    } catch (BundleRejectedException e) {
      return new Check.Rejected<>(e.reason());
    } catch (AttestationException malformed) {
      return new Check.Rejected<>(String.valueOf(malformed.getMessage()));
    }
  }

  @Override
  public Check<WaiverVerifier.VerifiedWaiver> verify(
      byte[] bundle, WaiverVerifier.Expectation expectation) {
    try {
      SigstoreBundle read = SigstoreBundle.parse(bundle);
      return isForKeys(read, expectation.identity())
          ? keys.verify(read, expectation)
          : WaiverRule.check(check.statement(read), expectation);
    } catch (BundleRejectedException e) {
      return new Check.Rejected<>(e.reason());
    } catch (AttestationException malformed) {
      return new Check.Rejected<>(String.valueOf(malformed.getMessage()));
    }
  }

  /**
   * Tells whether to check a bundle against the expected keys; if keys and other identities are
   * expected, the bundle's kind decides.
   */
  private static boolean isForKeys(SigstoreBundle bundle, ExpectedIdentity expected) {
    long keys =
        expected.alternatives().stream().filter(ExpectedIdentity.Key.class::isInstance).count();
    return bundle.material() instanceof SigstoreBundle.PublicKeyHint
        ? keys > 0
        : keys == expected.alternatives().size();
  }

  /** Returns the check, for other signed content. */
  BundleCheck pipeline() {
    return check;
  }

  private BundleTimeVerifier.Result evidence(SigstoreBundle bundle, PublicKey key) {
    try {
      SignatureKey known =
          SignatureKey.of(key)
              .orElseThrow(() -> new BundleRejectedException("The key is of an unsupported kind."));
      List<VerifiedTimestamp> times = check.keyed(bundle, SignedContent.envelope(bundle), known);
      return new BundleTimeVerifier.Result.Proven(times);
    } catch (BundleRejectedException e) {
      return new BundleTimeVerifier.Result.Rejected(e.reason());
    } catch (AttestationException malformed) {
      return new BundleTimeVerifier.Result.Rejected(String.valueOf(malformed.getMessage()));
    }
  }
}
