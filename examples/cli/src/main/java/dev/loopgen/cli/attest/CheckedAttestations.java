package dev.loopgen.cli.attest;

import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.cli.attest.CheckedEntry.Finding;
import dev.loopgen.cli.signing.AttestationTrust;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.core.Attestations;
import dev.loopgen.core.Loopgen;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The checked bundles of a ledger.
 *
 * @param found how often each finding occurred
 * @param without the number of entries that neither have nor claim an attestation
 */
public record CheckedAttestations(Map<Finding, Long> found, long without) {

  /** Copies the map. */
  public CheckedAttestations {
    found = Map.copyOf(found);
  }

  /**
   * Checks the bundles of a project whose ledger is intact.
   *
   * @param ledger its ledger
   * @param each receives the result for each entry that has or claims an attestation, in the
   *     ledger's order, then for bundles without an entry
   */
  public static CheckedAttestations of(
      Path project,
      AuditLedger ledger,
      ChainStatus verified,
      AttestationTrust trust,
      Consumer<CheckedEntry> each) {
    Attestations bundles = Loopgen.attestations(project);
    Map<Finding, Long> found = new EnumMap<>(Finding.class);
    Consumer<CheckedEntry> counted =
        entry -> {
          found.merge(entry.finding(), 1L, Long::sum);
          each.accept(entry);
        };
    Set<String> ids = new HashSet<>();
    long[] without = {0};
    try (ParallelBundleChecker checks =
        new ParallelBundleChecker(
            new BundleChecker(bundles, trust),
            entry -> entry.ifPresentOrElse(counted, () -> without[0]++))) {
      PositionedEntries.of(ledger, verified)
          .forEach(
              (entry, position) -> {
                entry.entryId().ifPresent(ids::add);
                checks.add(entry, position);
              });
      checks.finish();
    }
    orphans(bundles, ids).forEach(counted);
    return new CheckedAttestations(found, without[0]);
  }

  private static List<CheckedEntry> orphans(Attestations bundles, Set<String> ids) {
    Set<String> named = new TreeSet<>();
    for (SignedBundle.Kind kind : SignedBundle.Kind.ofEntries()) {
      named.addAll(bundles.entryIds(kind));
    }
    named.removeAll(ids);
    return named.stream()
        .map(
            id ->
                new CheckedEntry(
                    id,
                    null,
                    Finding.ORPHAN,
                    TrustTier.LOCAL,
                    "There is a bundle, but no entry of this id."))
        .toList();
  }

  /** Returns the exit code. A ledger without any attestation is a failure. */
  public int exitCode() {
    if (found.isEmpty() || found.keySet().stream().anyMatch(Finding::isFailure)) {
      return ExitCode.REFUSED;
    }
    return count(Finding.UNDECIDED) > 0 ? ExitCode.UNDECIDED : ExitCode.PASS;
  }

  public static void printHeading(AttestationTrust trust, PrintWriter out) {
    out.println("ATTESTATIONS, expected from " + Console.escape(trust.identity().describe()));
  }

  public void printTotal(PrintWriter out) {
    StringBuilder total = new StringBuilder("  total: ");
    for (Finding finding : Finding.values()) {
      total.append(count(finding)).append(' ').append(finding.id()).append(", ");
    }
    out.println(total.append(without).append(" without attestation"));
    if (found.isEmpty()) {
      out.println("  There is no attestation at all.");
    }
  }

  private long count(Finding finding) {
    return found.getOrDefault(finding, 0L);
  }

  public Json.Obj json(AttestationTrust trust, List<CheckedEntry> entries) {
    Json.ObjectBuilder total = Json.object().put("without", without);
    for (Finding finding : Finding.values()) {
      total.put(finding.id(), count(finding));
    }
    return Json.object()
        .put("ok", exitCode() == ExitCode.PASS)
        .put("expected", trust.identity().describe())
        .put("entries", entries.stream().map(CheckedEntry::json).toList())
        .put("total", total.build())
        .build();
  }
}
