package dev.loopgen.core.internal.gate;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.attest.VerifiedTimestamp;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.TrustTier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the bundle of one run was found to be worth.
 *
 * @param outcome met where the bundle proves a pass by those who had to sign
 * @param tier what that is worth; local where it is not met
 * @param showed what was found, in sentences
 * @param bundle the digest of the bundle, or null where there is none
 * @param signatures who signed, for each of those that were verified
 */
record BundleVerdict(
    Outcome outcome,
    TrustTier tier,
    String showed,
    @Nullable Sha256 bundle,
    List<Signature> signatures) {

  /**
   * A signature that was verified.
   *
   * @param expected the identity that it was verified against
   * @param check what was found
   */
  record Signature(ExpectedIdentity expected, AttestationVerifier.VerifiedRun check) {

    TrustTier tier() {
      return expected instanceof CiIdentity && check.signer() instanceof VerifiedSigner.Certificate
          ? TrustTier.KEYLESS
          : TrustTier.KEY_SIGNED;
    }
  }

  static BundleVerdict of(Outcome outcome, String showed) {
    return new BundleVerdict(outcome, TrustTier.LOCAL, showed, null, List.of());
  }

  /** Joins what was found against each group of signers, of each of which one must have signed. */
  static BundleVerdict of(Sha256 bundle, List<GroupVerdict> groups) {
    List<Signature> signatures = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    Outcome worst = Outcome.MET;
    for (GroupVerdict group : groups) {
      group.signature().ifPresent(signatures::add);
      if (group.outcome() != Outcome.MET) {
        wrong.add(group.showed());
        worst = worst == Outcome.BROKEN ? worst : group.outcome();
      }
    }
    TrustTier tier =
        worst == Outcome.MET
            ? signatures.stream().map(Signature::tier).max(TrustTier::compareTo).orElseThrow()
            : TrustTier.LOCAL;
    String showed =
        worst == Outcome.MET
            ? signatures.get(0).check().describe()
            : FindingList.listed(wrong.stream().distinct().toList());
    return new BundleVerdict(worst, tier, showed, bundle, signatures);
  }

  /** Returns the earliest moment at which somebody else saw the signature. */
  Optional<Instant> provenTime() {
    return signatures.stream()
        .flatMap(signature -> signature.check().times().stream())
        .map(VerifiedTimestamp::time)
        .min(Instant::compareTo);
  }

  /**
   * What was found against one group of signers.
   *
   * @param outcome met where one of them signed a run that passed
   * @param showed what was found otherwise
   * @param match the signature of the one, or null where there is none
   */
  record GroupVerdict(Outcome outcome, String showed, @Nullable Signature match) {

    Optional<Signature> signature() {
      return Optional.ofNullable(match);
    }
  }
}
