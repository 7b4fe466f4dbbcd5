package dev.loopgen.cli;

import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.cli.AttestedEntry.Finding;
import dev.loopgen.core.Attestations;
import dev.loopgen.core.Loopgen;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What became of the bundles of a ledger.
 *
 * @param expected who must have signed, as a noun phrase
 * @param entries what was found of each entry that has or claims an attestation, then the bundles
 *     without an entry
 * @param without the number of entries that have and claim none
 */
record CheckedAttestations(String expected, List<AttestedEntry> entries, long without) {

  /** Copies the list. */
  CheckedAttestations {
    entries = List.copyOf(entries);
  }

  /** Checks the bundles of a project whose ledger was found intact. */
  static CheckedAttestations of(Path project, ChainStatus verified, AttestationTrust trust) {
    Attestations bundles = Loopgen.attestations(project);
    BundleChecks checks = new BundleChecks(bundles, trust);
    List<AttestedEntry> found = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    long[] without = {0};
    PlacedEntries.of(Loopgen.ledger(project), verified)
        .forEach(
            (entry, position) -> {
              entry.entryId().ifPresent(ids::add);
              checks.check(entry, position).ifPresentOrElse(found::add, () -> without[0]++);
            });
    found.addAll(orphans(bundles, ids));
    return new CheckedAttestations(trust.identity().describe(), found, without[0]);
  }

  private static List<AttestedEntry> orphans(Attestations bundles, Set<String> ids) {
    Set<String> named = new TreeSet<>();
    for (SignedBundle.Kind kind : SignedBundle.Kind.ofEntries()) {
      named.addAll(bundles.entryIds(kind));
    }
    named.removeAll(ids);
    return named.stream()
        .map(
            id ->
                new AttestedEntry(
                    id, null, Finding.ORPHAN, "There is a bundle and no entry of this id."))
        .toList();
  }

  /** Returns the exit code: no attestation at all, where one is asked for, is a failure. */
  int exitCode() {
    if (entries.isEmpty() || entries.stream().anyMatch(entry -> entry.finding().isFailure())) {
      return ExitCode.REFUSED;
    }
    return count(Finding.UNDECIDED) > 0 ? ExitCode.UNDECIDED : ExitCode.PASS;
  }

  void print(PrintWriter out) {
    out.println("ATTESTATIONS, expected from " + Console.escape(expected));
    entries.forEach(entry -> out.println(entry.line()));
    StringBuilder total = new StringBuilder("  total: ");
    for (Finding finding : Finding.values()) {
      total.append(count(finding)).append(' ').append(name(finding)).append(", ");
    }
    out.println(total.append(without).append(" without attestation"));
    if (entries.isEmpty()) {
      out.println("  There is no attestation at all.");
    }
  }

  private long count(Finding finding) {
    return entries.stream().filter(entry -> entry.finding() == finding).count();
  }

  private static String name(Finding finding) {
    return finding.name().toLowerCase(Locale.ROOT);
  }

  Json.Obj json() {
    Json.ObjectBuilder total = Json.object().put("without", without);
    for (Finding finding : Finding.values()) {
      total.put(name(finding), count(finding));
    }
    return Json.object()
        .put("ok", exitCode() == ExitCode.PASS)
        .put("expected", expected)
        .put("entries", entries.stream().map(AttestedEntry::json).toList())
        .put("total", total.build())
        .build();
  }
}
