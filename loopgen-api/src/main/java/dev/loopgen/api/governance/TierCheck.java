package dev.loopgen.api.governance;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.ledger.ChainStatus;
import java.nio.file.Path;
import java.util.Map;

/**
 * Finds out what stands behind the runs of a ledger, by verifying the bundles beside it against an
 * identity that it was told.
 *
 * <p>An implementer owes: an {@linkplain TrustTier#isAttested() attested} tier only for a bundle of
 * the run that an {@link dev.loopgen.api.attest.AttestationVerifier} verified; never an exception
 * for anything that the ledger or a bundle holds. May be called by any thread, for one ledger at a
 * time.
 */
@FunctionalInterface
public interface TierCheck {

  /** Verifies nothing: an entry that says that it is attested is {@link TrustTier#UNVERIFIED}. */
  TierCheck NONE = (ledger, verified) -> Map.of();

  /**
   * Checks the bundles of a ledger.
   *
   * @param ledger the ledger's file
   * @param verified what its check found: it is intact
   * @return the tiers by the hash of the entry; an entry without a tier here is {@link
   *     TrustTier#LOCAL} or {@link TrustTier#UNVERIFIED}, by what it says of itself
   */
  Map<Sha256, TrustTier> check(Path ledger, ChainStatus verified);
}
