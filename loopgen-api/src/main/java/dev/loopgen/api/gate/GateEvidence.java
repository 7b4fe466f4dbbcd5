package dev.loopgen.api.gate;

import dev.loopgen.api.digest.Sha256;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A passing run that a decision relies on. */
public final class GateEvidence {

  private final String loop;
  private final Sha256 entry;
  private final TrustTier tier;
  private final @Nullable Sha256 bundle;

  /**
   * Checks the parts.
   *
   * @param loop the loop's id
   * @param entry the hash of the run's ledger entry
   * @param tier the run's verified trust tier
   * @param bundle the SHA-256 of the verified bundle's file, or null at {@link TrustTier#LOCAL}
   * @throws IllegalArgumentException if the tier is above local and there is no bundle, or vice
   *     versa, or the tier is not {@linkplain TrustTier#isEvidence() evidence}
   */
  public GateEvidence(String loop, Sha256 entry, TrustTier tier, @Nullable Sha256 bundle) {
    Objects.requireNonNull(loop, "loop");
    Objects.requireNonNull(entry, "entry");
    if (tier.requireEvidence().isAttested() != (bundle != null)) {
      throw new IllegalArgumentException(
          "an attested run needs a bundle, and a local run has none");
    }
    this.loop = loop;
    this.entry = entry;
    this.tier = tier;
    this.bundle = bundle;
  }

  /**
   * Returns the loop's id.
   *
   * @return the id
   */
  public String loop() {
    return loop;
  }

  /**
   * Returns the hash of the run's ledger entry.
   *
   * @return the hash of the run's ledger entry
   */
  public Sha256 entry() {
    return entry;
  }

  /**
   * Returns the run's verified trust tier.
   *
   * @return the tier
   */
  public TrustTier tier() {
    return tier;
  }

  /**
   * Returns the digest of the bundle.
   *
   * @return the SHA-256 of its file; empty if the run is not signed
   */
  public Optional<Sha256> bundle() {
    return Optional.ofNullable(bundle);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GateEvidence that
        && loop.equals(that.loop)
        && entry.equals(that.entry)
        && tier.equals(that.tier)
        && Objects.equals(bundle, that.bundle);
  }

  @Override
  public int hashCode() {
    return Objects.hash(loop, entry, tier, bundle);
  }

  @Override
  public String toString() {
    return "GateEvidence["
        + "loop="
        + loop
        + ", "
        + "entry="
        + entry
        + ", "
        + "tier="
        + tier
        + ", "
        + "bundle="
        + bundle
        + "]";
  }
}
