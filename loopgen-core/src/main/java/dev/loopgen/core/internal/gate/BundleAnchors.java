package dev.loopgen.core.internal.gate;

import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateEvidence;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.merkle.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Asks of every bundle at hand whether its entry is still in the ledger. The bundle of a run that
 * counts vouches for everything that run descends from; others are verified one by one.
 */
final class BundleAnchors {

  private static final String REMEDY =
      "Bring the lost entries back, for example with loopgen ledger merge --history; remove a bundle"
          + " only if it never was of this ledger.";

  private final LedgerView ledger;
  private final Bundles bundles;
  private final Demands demands;

  BundleAnchors(LedgerView ledger, Bundles bundles, Demands demands) {
    this.ledger = ledger;
    this.bundles = bundles;
    this.demands = demands;
  }

  void judge(List<GateEvidence> evidence, AnchorRules anchors) {
    if (!bundles.canVerify() || demands.signers().isEmpty()) {
      return;
    }
    List<String> ids;
    try {
      ids = bundles.files().entryIds(SignedBundle.Kind.RUN);
    } catch (IOException e) {
      anchors.worse(
          Outcome.BROKEN,
          "The bundles cannot be listed: " + e.getMessage() + ".",
          "Make .loopgen/attestations a real directory that can be read.");
      return;
    }
    Map<String, AuditEntry> entries = ledger.withIds(new HashSet<>(ids));
    List<String> orphans = ids.stream().filter(id -> !entries.containsKey(id)).toList();
    if (!orphans.isEmpty()) {
      anchors.worse(
          Outcome.BROKEN,
          "There are bundles of runs that it does not hold: " + FindingList.named(orphans) + ".",
          REMEDY);
    }
    contradictions(entries, covered(evidence))
        .forEach(reason -> anchors.worse(Outcome.BROKEN, reason, REMEDY));
  }

  private Set<Sha256> covered(List<GateEvidence> evidence) {
    Set<Sha256> covered = new HashSet<>();
    evidence.stream()
        .filter(run -> run.tier() != TrustTier.LOCAL)
        .map(GateEvidence::entry)
        .filter(entry -> !covered.contains(entry))
        .forEach(entry -> ledger.graph().leaves(entry).forEach(covered::add));
    return covered;
  }

  private List<String> contradictions(Map<String, AuditEntry> entries, Set<Sha256> covered) {
    List<String> reasons = new ArrayList<>();
    entries.forEach(
        (id, entry) -> {
          boolean known = hashes(entry).anyMatch(covered::contains);
          Optional<String> reason =
              known ? Optional.empty() : bundles.contradiction(entry, demands.signers());
          reason.ifPresent(
              found -> reasons.add("The bundle of run " + id + " is no evidence of it. " + found));
        });
    return reasons;
  }

  private static Stream<Sha256> hashes(AuditEntry entry) {
    return entry.hash().flatMap(Sha256::parse).stream();
  }
}
