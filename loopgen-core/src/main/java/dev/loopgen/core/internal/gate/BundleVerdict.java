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
 * The result of verifying the bundle of one run.
 *
 * @param outcome met if the bundle proves a pass, signed by all required groups
 * @param tier the tier that it reaches; local if not met
 * @param showed the explanation, in sentences
 * @param bundle the digest of the bundle, or null where there is none
 * @param signatures the signatures that were verified
 */
record BundleVerdict(
    Outcome outcome,
    TrustTier tier,
    String showed,
    @Nullable Sha256 bundle,
    List<Signature> signatures) {

  /**
   * A verified signature.
   *
   * @param expected the identity that it was verified against
   * @param check the result of the check
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

  /** Combines the results for all groups of signers; one of each group must have signed. */
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

  /** Returns the earliest time at which a third party saw the signature. */
  Optional<Instant> provenTime() {
    return signatures.stream()
        .flatMap(signature -> signature.check().times().stream())
        .map(VerifiedTimestamp::time)
        .min(Instant::compareTo);
  }

  /**
   * The result for one group of signers.
   *
   * @param outcome met if one of them signed a run that passed
   * @param showed why not, otherwise
   * @param match the signature that matched, or null if none did
   */
  record GroupVerdict(Outcome outcome, String showed, @Nullable Signature match) {

    Optional<Signature> signature() {
      return Optional.ofNullable(match);
    }
  }
}
