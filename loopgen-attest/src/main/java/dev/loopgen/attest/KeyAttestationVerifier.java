package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.Check.Rejected;
import dev.loopgen.api.attest.Check.Undecided;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SummaryVerifier;
import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.attest.VerifiedTimestamp;
import dev.loopgen.api.gate.WaiverVerifier;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.attest.bundle.BundleTimeVerifier;
import dev.loopgen.attest.bundle.DsseEnvelope;
import dev.loopgen.attest.bundle.IdentityRule;
import dev.loopgen.attest.bundle.SigstoreBundle;
import dev.loopgen.attest.bundle.StatementCheck;
import dev.loopgen.attest.bundle.SummaryRule;
import dev.loopgen.attest.bundle.VerifiedBundle;
import dev.loopgen.attest.bundle.WaiverRule;
import java.security.Provider;
import java.security.PublicKey;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks bundles that are signed with a key known to the caller.
 *
 * <p>The key always comes from the expectation; a bundle's key hint can only get it rejected. A
 * key-signed bundle proves no time unless it has log entries or timestamps and a {@link
 * BundleTimeVerifier} verifies them. Thread-safe and reusable.
 */
public final class KeyAttestationVerifier
    implements AttestationVerifier, SummaryVerifier, WaiverVerifier {

  private final BundleTimeVerifier evidence;
  private final @Nullable Provider provider;

  /** The keys checked last, cached because checking a key costs as much as checking a signature. */
  private volatile @Nullable Trusted last;

  private KeyAttestationVerifier(Builder builder) {
    evidence = builder.evidence;
    provider = builder.provider;
    JdkBugs.requireSound(Runtime.version());
  }

  /**
   * Creates a verifier that uses the JDK's signature algorithms and leaves bundles with log entries
   * or timestamps undecided.
   *
   * @return the verifier
   * @throws AttestationException if this Java runtime accepts forged ECDSA signatures (17 before
   *     17.0.3, 18 before 18.0.1)
   */
  public static KeyAttestationVerifier create() {
    return builder().build();
  }

  /**
   * Starts building a verifier.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds a verifier; not thread-safe. */
  public static final class Builder {

    private BundleTimeVerifier evidence = BundleTimeVerifier.NONE;
    private @Nullable Provider provider;

    private Builder() {}

    /**
     * Sets what verifies log entries and timestamps. If not called, bundles that have some are
     * undecided.
     *
     * @param verifier verifies them
     * @return this builder
     */
    public Builder evidence(BundleTimeVerifier verifier) {
      this.evidence = Objects.requireNonNull(verifier, "verifier");
      return this;
    }

    /**
     * Verifies signatures with another provider than the JDK's, for example a faster one. The
     * provider decides which signatures are valid, so it must be trusted like this library. Keys of
     * small order and signatures that are not in canonical encoding are rejected regardless. If not
     * called, the JDK chooses.
     *
     * @param signatures the provider; it need not be installed
     * @return this builder
     */
    public Builder provider(Provider signatures) {
      this.provider = Objects.requireNonNull(signatures, "signatures");
      return this;
    }

    /**
     * Builds the verifier.
     *
     * @return the verifier
     * @throws AttestationException if this Java runtime accepts forged ECDSA signatures (17 before
     *     17.0.3, 18 before 18.0.1)
     */
    public KeyAttestationVerifier build() {
      return new KeyAttestationVerifier(this);
    }
  }

  @Override
  public Check<AttestationVerifier.VerifiedRun> verify(
      byte[] bundle, AuditEntry entry, AttestationVerifier.Expectation expectation) {
    try {
      return verify(SigstoreBundle.parse(bundle), entry, expectation);
    } catch (AttestationException e) {
      return new Rejected<>(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Check<SummaryVerifier.VerifiedSummary> verify(
      byte[] bundle, SummaryVerifier.Expectation expectation) {
    try {
      return verify(SigstoreBundle.parse(bundle), expectation);
    } catch (AttestationException e) {
      return new Check.Rejected<>(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Check<WaiverVerifier.VerifiedWaiver> verify(
      byte[] bundle, WaiverVerifier.Expectation expectation) {
    try {
      return verify(SigstoreBundle.parse(bundle), expectation);
    } catch (AttestationException e) {
      return new Check.Rejected<>(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Checks a parsed bundle.
   *
   * @param bundle the bundle
   * @param entry the entry it must be about, from the caller's ledger
   * @param expectation the signer that the caller expects, and the entry's position in its ledger
   * @return the result
   * @throws AttestationException if the bundle holds no statement, or an expected key cannot be
   *     used
   */
  public Check<AttestationVerifier.VerifiedRun> verify(
      SigstoreBundle bundle, AuditEntry entry, AttestationVerifier.Expectation expectation) {
    return open(bundle, expectation.identity())
        .check(
            verified -> StatementCheck.check(verified, entry, expectation),
            Rejected::new,
            Undecided::new);
  }

  /**
   * Checks a parsed verification summary.
   *
   * @param bundle the bundle
   * @param expectation what the consumer expects
   * @return the result
   * @throws AttestationException if the bundle holds no statement, or an expected key cannot be
   *     used
   */
  public Check<SummaryVerifier.VerifiedSummary> verify(
      SigstoreBundle bundle, SummaryVerifier.Expectation expectation) {
    return open(bundle, expectation.identity())
        .check(
            verified -> SummaryRule.check(verified, expectation),
            Check.Rejected::new,
            Check.Undecided::new);
  }

  /**
   * Checks a parsed waiver.
   *
   * @param bundle the bundle
   * @param expectation what the gate expects
   * @return the result
   * @throws AttestationException if the bundle holds no statement, or an expected key cannot be
   *     used
   */
  public Check<WaiverVerifier.VerifiedWaiver> verify(
      SigstoreBundle bundle, WaiverVerifier.Expectation expectation) {
    return open(bundle, expectation.identity())
        .check(
            verified -> WaiverRule.check(verified, expectation),
            Check.Rejected::new,
            Check.Undecided::new);
  }

  private Opened open(SigstoreBundle bundle, ExpectedIdentity identity) {
    Trusted trusted = trusted(identity);
    if (!(bundle.material() instanceof SigstoreBundle.PublicKeyHint named)) {
      return trusted.onlyKeys()
          ? new Opened.Rejected("It is signed with a certificate; a key is expected.")
          : new Opened.Undecided("This verifier checks no certificates.");
    }
    if (trusted.keys().isEmpty()) {
      return new Opened.Rejected(
          "It is signed with a key; expected is " + identity.describe() + ".");
    }
    DsseEnvelope envelope = bundle.envelope();
    String hint = named.hint();
    if (hint.isEmpty() || !envelope.keyId().filter(hint::equals).isPresent()) {
      return new Opened.Rejected("The bundle names no key, or two different ones.");
    }
    byte[] signed = envelope.signedBytes();
    byte[] signature = envelope.signature();
    for (TrustedKey key : trusted.keys()) {
      if (key.verifies(signed, signature)) {
        return withTimes(bundle, key);
      }
    }
    return new Opened.Rejected(
        "It is not signed with the expected key, or it was changed afterwards.");
  }

  private Opened withTimes(SigstoreBundle bundle, TrustedKey key) {
    List<VerifiedTimestamp> times = List.of();
    if (!bundle.logEntries().isEmpty() || !bundle.timestamps().isEmpty()) {
      BundleTimeVerifier.Result result = evidence.check(bundle, key.key());
      if (result instanceof BundleTimeVerifier.Result.Rejected rejected) {
        return new Opened.Rejected(rejected.reason());
      }
      if (result instanceof BundleTimeVerifier.Result.Undecided undecided) {
        return new Opened.Undecided(undecided.reason());
      }
      times = ((BundleTimeVerifier.Result.Proven) result).times();
    }
    DsseEnvelope envelope = bundle.envelope();
    return new Opened.Verified(
        new VerifiedBundle(envelope.payloadType(), envelope.payload(), key.signer(), times));
  }

  private Trusted trusted(ExpectedIdentity identity) {
    Trusted known = last;
    if (known == null || known.identity() != identity) {
      known = Trusted.of(identity, provider);
      last = known;
    }
    return known;
  }

  /** The result of checking a bundle's signature, whatever it signs. */
  private sealed interface Opened {

    record Verified(VerifiedBundle bundle) implements Opened {}

    record Rejected(String reason) implements Opened {}

    record Undecided(String reason) implements Opened {}

    /** Continues with the verified bundle, or returns why it was not verified. */
    default <C> C check(
        Function<VerifiedBundle, ? extends C> rule,
        Function<String, ? extends C> rejected,
        Function<String, ? extends C> undecided) {
      if (this instanceof Verified verified) {
        return rule.apply(verified.bundle());
      }
      return this instanceof Undecided open
          ? undecided.apply(open.reason())
          : rejected.apply(((Rejected) this).reason());
    }
  }

  /** The expected identity and the keys in it. */
  private record Trusted(ExpectedIdentity identity, List<TrustedKey> keys) {

    static Trusted of(ExpectedIdentity identity, @Nullable Provider provider) {
      return new Trusted(
          identity,
          identity.alternatives().stream()
              .filter(ExpectedIdentity.Key.class::isInstance)
              .map(key -> TrustedKey.of(((ExpectedIdentity.Key) key).key(), provider))
              .toList());
    }

    boolean onlyKeys() {
      return keys.size() == identity.alternatives().size();
    }
  }

  /** A key of the caller's, ready to check signatures. */
  private record TrustedKey(
      PublicKey key,
      KeyAlgorithm algorithm,
      VerifiedSigner signer,
      PublicKey verifying,
      @Nullable Provider provider) {

    static TrustedKey of(PublicKey key, @Nullable Provider provider) {
      KeyAlgorithm algorithm = KeyAlgorithm.of(key);
      VerifiedSigner signer =
          new VerifiedSigner.Key(algorithm.label(), IdentityRule.fingerprint(key));
      PublicKey verifying = provider == null ? key : algorithm.translate(key, provider);
      return new TrustedKey(key, algorithm, signer, verifying, provider);
    }

    boolean verifies(byte[] message, byte[] signature) {
      return algorithm.verifies(verifying, message, signature, provider);
    }
  }
}
