package dev.loopgen.cli;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.AttestationCheck;
import dev.loopgen.api.attest.AttestationExpectation;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.cli.AttestedEntry.Finding;
import dev.loopgen.core.Attestations;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Checks the bundles of one entry. */
final class BundleChecks {

  private static final String ATTESTED = "attested";

  private final Attestations bundles;
  private final AttestationTrust trust;

  BundleChecks(Attestations bundles, AttestationTrust trust) {
    this.bundles = bundles;
    this.trust = trust;
  }

  /** Returns what an entry's bundles are worth; empty where it neither has nor claims any. */
  Optional<AttestedEntry> check(AuditEntry entry, LedgerPosition position) {
    Map<SignedBundle.Kind, AttestationCheck> checks = new EnumMap<>(SignedBundle.Kind.class);
    for (SignedBundle.Kind kind : SignedBundle.Kind.values()) {
      check(kind, entry, position).ifPresent(check -> checks.put(kind, check));
    }
    if (checks.isEmpty()) {
      return claimsAttestation(entry)
          ? Optional.of(
              found(
                  entry, Finding.MISSING, "The entry says that it is attested and has no bundle."))
          : Optional.empty();
    }
    return Optional.of(worst(entry, checks));
  }

  private Optional<AttestationCheck> check(
      SignedBundle.Kind kind, AuditEntry entry, LedgerPosition position) {
    try {
      return bundles
          .find(entry, kind)
          .map(
              bundle ->
                  trust
                      .verifier()
                      .verify(
                          bundle, entry, new AttestationExpectation(trust.identity(), position)));
    } catch (AttestationException e) {
      return Optional.of(new AttestationCheck.Rejected(String.valueOf(e.getMessage())));
    }
  }

  /** One bad bundle is not made good by another; a witness says nothing of the run. */
  private static AttestedEntry worst(
      AuditEntry entry, Map<SignedBundle.Kind, AttestationCheck> checks) {
    for (AttestationCheck check : checks.values()) {
      if (check instanceof AttestationCheck.Rejected) {
        return found(entry, Finding.REJECTED, check.describe());
      }
    }
    AttestationCheck run = checks.get(SignedBundle.Kind.RUN);
    if (run == null) {
      return found(
          entry,
          claimsAttestation(entry) ? Finding.MISSING : Finding.UNDECIDED,
          checks.containsKey(SignedBundle.Kind.WITNESS)
              ? "The entry was witnessed, not run: the signer saw it later, and says nothing of the"
                  + " run."
              : "The entry has a test result and no attestation of the run.");
    }
    if (checks.get(SignedBundle.Kind.TEST_RESULT) instanceof AttestationCheck.Undecided result) {
      return found(entry, Finding.UNDECIDED, result.describe());
    }
    return found(
        entry,
        run instanceof AttestationCheck.Verified ? Finding.VERIFIED : Finding.UNDECIDED,
        run.describe());
  }

  private static boolean claimsAttestation(AuditEntry entry) {
    return entry
        .json()
        .object("provenance")
        .flatMap(provenance -> provenance.string("tier"))
        .filter(ATTESTED::equals)
        .isPresent();
  }

  private static AttestedEntry found(AuditEntry entry, Finding finding, String description) {
    return new AttestedEntry(
        entry.entryId().orElse("?"), entry.hash().orElse("?"), finding, description);
  }
}
