package dev.loopgen.cli.summary;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.Governance;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.cli.attest.CheckedAttestations;
import dev.loopgen.cli.signing.AttestationTrust;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies the bundles beside the ledgers of projects. */
final class BundleTierCheck implements Governance.TierCheck {

  private final AttestationTrust trust;
  private final @Nullable Elsewhere elsewhere;

  /**
   * @param elsewhere a ledger that is no file, or null
   */
  BundleTierCheck(AttestationTrust trust, @Nullable Elsewhere elsewhere) {
    this.trust = trust;
    this.elsewhere = elsewhere;
  }

  /**
   * A ledger that is no file.
   *
   * @param name what its summary calls it
   * @param project where its bundles are
   */
  record Elsewhere(Path name, Path project, AuditLedger ledger) {}

  @Override
  public Map<Sha256, TrustTier> check(Path ledger, ChainStatus verified) {
    if (elsewhere != null && elsewhere.name().equals(ledger)) {
      return check(elsewhere.project(), elsewhere.ledger(), verified);
    }
    Path outputs = ledger.toAbsolutePath().normalize().getParent();
    Path project = outputs == null ? null : outputs.getParent();
    if (project == null || !ledger.endsWith(".loopgen/audit.jsonl")) {
      return Map.of();
    }
    return check(project, Loopgen.ledger(project), verified);
  }

  private Map<Sha256, TrustTier> check(Path project, AuditLedger ledger, ChainStatus verified) {
    Map<Sha256, TrustTier> tiers = new HashMap<>();
    CheckedAttestations.of(
        project,
        ledger,
        verified,
        trust,
        entry ->
            Optional.ofNullable(entry.hash())
                .flatMap(Sha256::parse)
                .ifPresent(hash -> tiers.put(hash, entry.tier())));
    return tiers;
  }
}
