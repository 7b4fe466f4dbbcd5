package dev.loopgen.attest.sigstore;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.CertificateClaims.Claim;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.attest.SignedBundle.Kind;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.attest.bundle.EntryStatements;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Attests as the running CI job, with a certificate for a key that is used for one attestation
 * only.
 *
 * <p>Keyless signatures are public for ever: the certificate, which names repository, workflow and
 * run, and the signature; in a log of generation 1 also the digest of the statement. So a
 * repository that the token does not call public is refused unless the builder allows it.
 *
 * <p>Each bundle is verified with the trusted root before it is returned. Blocks on the network;
 * thread-safe.
 */
public final class KeylessAttestor implements Attestor {

  private final TokenSource tokens;
  private final boolean anyVisibility;
  private final Duration timeout;
  private final Retry retry;
  private final KeylessSigner signer;

  private KeylessAttestor(Builder builder) {
    tokens = builder.tokens;
    anyVisibility = builder.anyVisibility;
    timeout = builder.timeout;
    retry = new Retry(builder.attempts, builder.pause);
    signer =
        new KeylessSigner(
            builder.services, new BundleCheck(builder.root, builder.clock), retry, timeout);
  }

  /**
   * Starts building an attestor.
   *
   * @param tokens the identity that signs
   * @param services the sources of certificates, log entries and timestamps
   * @param root the trusted root that verifies the bundles before they are returned
   * @return a builder
   */
  public static Builder builder(TokenSource tokens, SigningServices services, TrustedRoot root) {
    return new Builder(tokens, services, root);
  }

  @Override
  public void prepare() throws InterruptedException {
    try {
      token();
    } catch (SigningFailedException e) {
      throw new AttestationException(
          "There is no identity to sign with, from "
              + tokens.describe()
              + ". "
              + e.reason()
              + " Provide the identity, or run without attestation.");
    }
  }

  @Override
  public AttestationOutcome attest(AuditEntry entry, LedgerPosition position)
      throws InterruptedException {
    return outcome(
        entry,
        position,
        () -> {
          KeylessSigner.CertifiedKey certified = signer.certify(this::token);
          if (runOf(certified).isPresent() && !isOwnRun(certified, entry)) {
            throw SigningFailedException.refusal(
                "The identity belongs to another run than the entry. Only the run itself can"
                    + " attest its entry.");
          }
          return sign(certified, List.of(Kind.RUN, Kind.TEST_RESULT), entry, position);
        });
  }

  @Override
  public AttestationOutcome attestLate(AuditEntry entry, LedgerPosition position)
      throws InterruptedException {
    return outcome(
        entry,
        position,
        () -> {
          KeylessSigner.CertifiedKey certified = signer.certify(this::token);
          List<Kind> kinds =
              isOwnRun(certified, entry)
                  ? List.of(Kind.RUN, Kind.TEST_RESULT)
                  : List.of(Kind.WITNESS);
          return sign(certified, kinds, entry, position);
        });
  }

  @Override
  public AttestationOutcome sign(SignableStatement declaration) throws InterruptedException {
    return outcome(
        () ->
            List.of(
                new SignedBundle(
                    declaration.kind().bundle(),
                    signer.sign(signer.certify(this::token), declaration.bytes()))));
  }

  private static AttestationOutcome outcome(
      AuditEntry entry, LedgerPosition position, Retry.Call<List<SignedBundle>> signing)
      throws InterruptedException {
    Optional<String> refusal = EntryStatements.refusal(entry, position);
    return refusal.isPresent() ? new AttestationOutcome.Failed(refusal.get()) : outcome(signing);
  }

  private static AttestationOutcome outcome(Retry.Call<List<SignedBundle>> signing)
      throws InterruptedException {
    try {
      return new AttestationOutcome.Signed(signing.run());
    } catch (SigningFailedException e) {
      return e.isPassing()
          ? new AttestationOutcome.Pending(e.reason())
          : new AttestationOutcome.Failed(e.reason());
    }
  }

  private List<SignedBundle> sign(
      KeylessSigner.CertifiedKey certified,
      List<Kind> kinds,
      AuditEntry entry,
      LedgerPosition position)
      throws SigningFailedException, InterruptedException {
    List<SignedBundle> bundles = new ArrayList<>();
    for (Kind kind : kinds) {
      byte[] statement = EntryStatements.of(kind, entry, position);
      bundles.add(new SignedBundle(kind, signer.sign(certified, statement)));
    }
    return bundles;
  }

  private static boolean isOwnRun(KeylessSigner.CertifiedKey certified, AuditEntry entry) {
    Optional<String> recorded = EntryStatements.runUri(entry);
    return recorded.isPresent() && recorded.equals(runOf(certified));
  }

  private static Optional<String> runOf(KeylessSigner.CertifiedKey certified) {
    return certified.leaf().claims().claim(Claim.RUN_INVOCATION_URI);
  }

  /** Gets a token of a repository whose name may be published. */
  private IdentityToken token() throws SigningFailedException, InterruptedException {
    IdentityToken token = retry.call(() -> tokens.token(timeout));
    if (!anyVisibility && token.visibility().filter("public"::equals).isEmpty()) {
      throw SigningFailedException.refusal(
          "The identity token does not say that the repository is public, and signing would"
              + " publish its name and the run's. Sign with a key, or allow repositories of any"
              + " visibility.");
    }
    return token;
  }

  /** Shows the source of the identity. */
  @Override
  public String toString() {
    return "keyless attestor for " + tokens.describe();
  }

  /** Builds an attestor; not thread-safe. */
  public static final class Builder {

    private final TokenSource tokens;
    private final SigningServices services;
    private final TrustedRoot root;
    private boolean anyVisibility;
    private Clock clock = Clock.systemUTC();
    private Duration timeout = Duration.ofSeconds(30);
    private int attempts = 4;
    private Duration pause = Duration.ofSeconds(1);

    private Builder(TokenSource tokens, SigningServices services, TrustedRoot root) {
      this.tokens = Objects.requireNonNull(tokens, "tokens");
      this.services = Objects.requireNonNull(services, "services");
      this.root = Objects.requireNonNull(root, "root");
    }

    /**
     * Signs for repositories of any visibility, for example because the services are private. If
     * not called, only repositories that the token calls public.
     *
     * @return this builder
     */
    public Builder anyVisibility() {
      anyVisibility = true;
      return this;
    }

    /**
     * Sets the clock that detects signatures from the future. If not called, the system's clock.
     *
     * @param clock the clock
     * @return this builder
     */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Sets the timeout of a request. If not called, 30 seconds.
     *
     * @param timeout the time for the connection, and again for the response
     * @return this builder
     * @throws IllegalArgumentException if it is not positive or more than an hour
     */
    public Builder timeout(Duration timeout) {
      if (timeout.toMillis() <= 0 || timeout.compareTo(Duration.ofHours(1)) > 0) {
        throw new IllegalArgumentException("the timeout must be positive and at most an hour");
      }
      this.timeout = timeout;
      return this;
    }

    /**
     * Sets how often a service is tried before the attestation is left pending. If not called, four
     * times with pauses of one, two and four seconds.
     *
     * @param attempts the number of attempts, the first one included
     * @param firstPause the pause after the first attempt; each further pause doubles
     * @return this builder
     * @throws IllegalArgumentException if there is no attempt or the pause is negative
     */
    public Builder attempts(int attempts, Duration firstPause) {
      Retry checked = new Retry(attempts, firstPause);
      this.attempts = checked.attempts();
      this.pause = checked.firstPause();
      return this;
    }

    /**
     * Builds the attestor, without contacting any service.
     *
     * @return the attestor
     */
    public KeylessAttestor build() {
      return new KeylessAttestor(this);
    }
  }
}
