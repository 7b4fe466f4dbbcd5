package dev.loopgen.cli.attest;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.attest.sigstore.NpmAttestationVerifier;
import dev.loopgen.cli.attest.CheckedEntry.Finding;
import dev.loopgen.cli.signing.AttestationTrust;
import dev.loopgen.core.Attestations;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the bundles of one entry. */
final class BundleChecker {

  private static final String ATTESTED = "attested";

  private final Attestations bundles;
  private final AttestationTrust trust;

  BundleChecker(Attestations bundles, AttestationTrust trust) {
    this.bundles = bundles;
    this.trust = trust;
  }

  /** Checks an entry's bundles; empty if it neither has nor claims any. */
  Optional<CheckedEntry> check(AuditEntry entry, LedgerPosition position) {
    Map<SignedBundle.Kind, Check<?>> checks = new EnumMap<>(SignedBundle.Kind.class);
    for (SignedBundle.Kind kind : SignedBundle.Kind.ofEntries()) {
      check(kind, entry, position).ifPresent(check -> checks.put(kind, check));
    }
    if (checks.isEmpty()) {
      return claimsAttestation(entry)
          ? Optional.of(
              found(
                  entry,
                  Finding.MISSING,
                  "The entry says that it is attested, but it has no bundle."))
          : Optional.empty();
    }
    return Optional.of(worst(entry, checks));
  }

  private Optional<Check<?>> check(
      SignedBundle.Kind kind, AuditEntry entry, LedgerPosition position) {
    try {
      return bundles.find(entry, kind).map(bundle -> check(kind, bundle, entry, position));
    } catch (AttestationException e) {
      return Optional.of(new Check.Rejected<Object>(String.valueOf(e.getMessage())));
    }
  }

  /** Recognises npm loopgen's attestations by their format and by entries without a judgement. */
  private Check<?> check(
      SignedBundle.Kind kind, byte[] bundle, AuditEntry entry, LedgerPosition position) {
    NpmAttestationVerifier npm = trust.npm();
    if (npm == null
        || kind != SignedBundle.Kind.RUN
        || entry.json().find("judgement").isPresent()) {
      return trust
          .verifier()
          .verify(
              bundle, entry, new AttestationVerifier.Expectation(trust.identity(), position, kind));
    }
    return bundles
        .findPredicate(entry)
        .<Check<?>>map(predicate -> npm.verify(bundle, predicate, entry, trust.identity()))
        .orElseGet(
            () ->
                new Check.Rejected<Object>(
                    "The bundle is of npm loopgen, but the predicate that it signs is missing."));
  }

  /**
   * Returns the worst result: another bundle does not make up for a bad one of the run. A witness
   * does not count.
   */
  private CheckedEntry worst(AuditEntry entry, Map<SignedBundle.Kind, Check<?>> checks) {
    Check<?> witness = checks.remove(SignedBundle.Kind.WITNESS);
    for (Check<?> check : checks.values()) {
      if (check instanceof Check.Rejected<?>) {
        return found(entry, Finding.REJECTED, check.describe());
      }
    }
    Check<?> run = checks.get(SignedBundle.Kind.RUN);
    if (run == null) {
      Finding finding = claimsAttestation(entry) ? Finding.MISSING : Finding.UNDECIDED;
      return found(entry, finding, withoutRun(witness));
    }
    if (checks.get(SignedBundle.Kind.TEST_RESULT) instanceof Check.Undecided<?> result) {
      return found(entry, Finding.UNDECIDED, result.describe());
    }
    return signer(run)
        .map(signer -> found(entry, Finding.VERIFIED, tier(signer), run.describe()))
        .orElseGet(() -> found(entry, Finding.UNDECIDED, run.describe()));
  }

  private static Optional<VerifiedSigner> signer(Check<?> check) {
    if (check instanceof NpmAttestationVerifier.SignedRun unplaced) {
      return Optional.of(unplaced.signer());
    }
    return check instanceof AttestationVerifier.VerifiedRun verified
        ? Optional.of(verified.signer())
        : Optional.empty();
  }

  /** Counts a certificate as a CI job's only if no person is expected. */
  private TrustTier tier(VerifiedSigner signer) {
    boolean person =
        trust.identity().alternatives().stream()
            .anyMatch(one -> !(one instanceof CiIdentity || one instanceof ExpectedIdentity.Key));
    return signer instanceof VerifiedSigner.Certificate && !person
        ? TrustTier.KEYLESS
        : TrustTier.KEY_SIGNED;
  }

  private static String withoutRun(@Nullable Check<?> witness) {
    if (witness instanceof Check.Undecided<?>) {
      return witness.describe();
    }
    return "The run itself is not attested"
        + (witness == null
            ? ": there is only a test result."
            : "; a bundle that does not count says that the entry was seen. " + witness.describe());
  }

  private static boolean claimsAttestation(AuditEntry entry) {
    return entry
        .json()
        .object("provenance")
        .flatMap(provenance -> provenance.string("tier"))
        .filter(ATTESTED::equals)
        .isPresent();
  }

  private static CheckedEntry found(AuditEntry entry, Finding finding, String description) {
    return found(entry, finding, TrustTier.LOCAL, description);
  }

  private static CheckedEntry found(
      AuditEntry entry, Finding finding, TrustTier signed, String description) {
    return new CheckedEntry(
        entry.entryId().orElse("?"), entry.hash().orElse("?"), finding, signed, description);
  }
}
