package dev.loopgen.api.gate;

import dev.loopgen.api.digest.Sha256;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One passing run that a decision rests on.
 *
 * @param loop the loop's id
 * @param entry the hash of the run's ledger entry
 * @param tier what the run was found to be worth
 * @param bundle the SHA-256 of the file of the bundle that was verified, or null at {@link
 *     TrustTier#LOCAL}
 */
public record GateEvidence(String loop, Sha256 entry, TrustTier tier, @Nullable Sha256 bundle) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a tier above local comes without a bundle, or the other way
   *     round, or the tier is no {@linkplain TrustTier#isEvidence() evidence}
   */
  public GateEvidence {
    Objects.requireNonNull(loop);
    Objects.requireNonNull(entry);
    if (tier.requireEvidence().isAttested() != (bundle != null)) {
      throw new IllegalArgumentException("exactly an attested run has a bundle");
    }
  }

  /**
   * Returns the digest of the bundle.
   *
   * @return the SHA-256 of its file, or empty where nobody signed
   */
  public Optional<Sha256> bundleDigest() {
    return Optional.ofNullable(bundle);
  }
}
