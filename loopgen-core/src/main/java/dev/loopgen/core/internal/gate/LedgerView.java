package dev.loopgen.core.internal.gate;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.Sha256;
import dev.loopgen.core.internal.json.JsonSketch;
import dev.loopgen.core.internal.ledger.EntryParts;
import dev.loopgen.core.internal.rules.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a ledger tells a gate: how its entries hang together, what they tell the rules
 * about changes, and which of them speak of which loop and tree.
 */
final class LedgerView {

  private final AuditLedger ledger;
  private final History history;
  private final EntryGraph graph;
  private final Map<String, List<Seen>> byLoop;
  private final Map<Sha256, AuditEntry> kept = new HashMap<>();

  /**
   * What is kept of an entry.
   *
   * @param number where it stands in the ledger
   * @param tree the judged tree, or null where a failed run does not tell it
   * @param spec the digest of the loop, or empty
   */
  private record Seen(int number, Sha256 hash, @Nullable String tree, String spec) {}

  private LedgerView(
      AuditLedger ledger, History history, EntryGraph graph, Map<String, List<Seen>> byLoop) {
    this.ledger = ledger;
    this.history = history;
    this.graph = graph;
    this.byLoop = byLoop;
  }

  /**
   * Reads an intact ledger once; of another one nothing counts.
   *
   * @throws LedgerException if it is not the one any more of which the status was found
   */
  static LedgerView of(AuditLedger ledger, ChainStatus status) {
    EntryGraph.Builder graph = new EntryGraph.Builder();
    Map<String, List<Seen>> byLoop = new HashMap<>();
    if (!status.isIntact()) {
      return new LedgerView(ledger, History.none(), graph.build(), byLoop);
    }
    int[] numbers = {0};
    JsonSketch.Wanted wanted = History.wanted().whole("hash", "prevHash", "parents");
    try (Stream<AuditEntry> entries = EntryParts.of(ledger).parts(wanted)) {
      History history =
          History.of(entries.peek(graph::add).peek(entry -> add(numbers[0]++, entry, byLoop)));
      LedgerView view = new LedgerView(ledger, history, graph.build(), byLoop);
      if (!view.heads().equals(heads(status))) {
        throw changed();
      }
      return view;
    }
  }

  private static void add(int number, AuditEntry entry, Map<String, List<Seen>> byLoop) {
    Optional<Sha256> hash = entry.hash().flatMap(Sha256::parse);
    Optional<String> tree =
        entry.json().object("judgement").flatMap(judgement -> judgement.string("judgedTree"));
    if (hash.isEmpty() || (tree.isEmpty() && entry.isConsistentPass())) {
      return;
    }
    String spec = History.specDigest(entry).orElse("");
    entry
        .loopId()
        .ifPresent(
            loop ->
                byLoop
                    .computeIfAbsent(loop, absent -> new ArrayList<>())
                    .add(new Seen(number, hash.get(), tree.orElse(null), spec)));
  }

  private static Set<Sha256> heads(ChainStatus status) {
    return status.heads().stream().map(TreeHead::entry).collect(Collectors.toSet());
  }

  private Set<Sha256> heads() {
    return graph.heads().collect(Collectors.toSet());
  }

  History history() {
    return history;
  }

  EntryGraph graph() {
    return graph;
  }

  /** Tells whether any run of a loop is recorded for a tree, or may have been for it. */
  boolean knows(String loop, String tree) {
    return byLoop.getOrDefault(loop, List.of()).stream().anyMatch(seen -> isOf(seen, tree));
  }

  /**
   * Returns the runs of a loop for a tree that no other of them descends from: the last one, or in
   * merged histories the last one of each branch. Neither times nor lines have a say.
   *
   * @param spec the digest of the loop, and runs under another do not count; empty looks back at
   *     runs under any, and only at those that tell their tree
   */
  List<AuditEntry> latest(String loop, String tree, Optional<String> spec) {
    List<Sha256> latest = latestHashes(loop, tree, spec);
    return kept.keySet().containsAll(latest)
        ? latest.stream().map(hash -> Objects.requireNonNull(kept.get(hash))).toList()
        : read(new HashSet<>(latest));
  }

  private List<Sha256> latestHashes(String loop, String tree, Optional<String> spec) {
    List<Sha256> candidates =
        byLoop.getOrDefault(loop, List.of()).stream()
            .filter(
                spec.isPresent()
                    ? seen -> isOf(seen, tree) && seen.spec().equals(spec.get())
                    : seen -> tree.equals(seen.tree()))
            .map(Seen::hash)
            .toList();
    return candidates.isEmpty() ? List.of() : graph.latest(candidates);
  }

  /** Returns the loops of which a run is recorded for a tree. */
  List<String> loopsOf(String tree) {
    return byLoop.entrySet().stream()
        .filter(loop -> loop.getValue().stream().anyMatch(seen -> tree.equals(seen.tree())))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Returns the trees that runs were recorded for, the one with the newest line first. */
  List<String> trees() {
    return byLoop.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingInt(Seen::number).reversed())
        .flatMap(seen -> Optional.ofNullable(seen.tree()).stream())
        .distinct()
        .toList();
  }

  /** Reads the latest runs of some trees in one pass, to be asked for one by one. */
  void keep(List<String> some) {
    Set<Sha256> hashes = new HashSet<>();
    for (String loop : byLoop.keySet()) {
      some.forEach(tree -> hashes.addAll(latestHashes(loop, tree, Optional.empty())));
    }
    for (AuditEntry entry : read(hashes)) {
      entry.hash().flatMap(Sha256::parse).ifPresent(hash -> kept.put(hash, entry));
    }
  }

  /** Leaves out the ids of runs that are recorded. */
  List<String> unknown(List<String> ids) {
    Set<String> missing = new LinkedHashSet<>(ids);
    if (!ids.isEmpty()) {
      JsonSketch.Wanted id = new JsonSketch.Wanted().whole("entryId");
      try (Stream<AuditEntry> entries = EntryParts.of(ledger).parts(id)) {
        entries.forEach(entry -> entry.entryId().ifPresent(missing::remove));
      }
    }
    return List.copyOf(missing);
  }

  /** A failed run that does not tell its tree may have been of any. */
  private static boolean isOf(Seen seen, String tree) {
    return seen.tree() == null || seen.tree().equals(tree);
  }

  /** Reads whole entries, and checks that they are what they were found to be. */
  private List<AuditEntry> read(Set<Sha256> hashes) {
    Set<Integer> places =
        byLoop.values().stream()
            .flatMap(List::stream)
            .filter(seen -> hashes.contains(seen.hash()))
            .map(Seen::number)
            .collect(Collectors.toSet());
    try (Stream<AuditEntry> entries = EntryParts.of(ledger).at(places)) {
      List<AuditEntry> found =
          entries
              .filter(
                  entry -> entry.hash().flatMap(Sha256::parse).filter(hashes::remove).isPresent())
              .toList();
      boolean same =
          found.stream().allMatch(entry -> entry.hash().equals(Optional.of(entry.computedHash())));
      if (!same || !hashes.isEmpty()) {
        throw changed();
      }
      return found;
    }
  }

  private static LedgerException changed() {
    return new LedgerException(
        "The ledger was written to while it was read. Decide again when nothing runs.");
  }
}
