package dev.loopgen.core.internal.gate;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.Sha256;
import dev.loopgen.core.internal.rules.History;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * What is kept of an entry.
   *
   * @param tree the judged tree, or null where a failed run does not tell it
   * @param spec the digest of the loop, or empty
   */
  private record Seen(Sha256 hash, @Nullable String tree, String spec) {}

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
    try (Stream<AuditEntry> entries = ledger.entries()) {
      History history = History.of(entries.peek(graph::add).peek(entry -> add(entry, byLoop)));
      LedgerView view = new LedgerView(ledger, history, graph.build(), byLoop);
      if (!view.heads().equals(heads(status))) {
        throw changed();
      }
      return view;
    }
  }

  private static void add(AuditEntry entry, Map<String, List<Seen>> byLoop) {
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
                    .add(new Seen(hash.get(), tree.orElse(null), spec)));
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
   * @param spec the digest of the loop; runs under another do not count
   */
  List<AuditEntry> latest(String loop, String tree, String spec) {
    List<Sha256> candidates =
        byLoop.getOrDefault(loop, List.of()).stream()
            .filter(seen -> isOf(seen, tree) && seen.spec().equals(spec))
            .map(Seen::hash)
            .toList();
    return candidates.isEmpty() ? List.of() : read(new HashSet<>(graph.latest(candidates)));
  }

  /** Returns the entries of these ids. */
  Map<String, AuditEntry> withIds(Set<String> ids) {
    Map<String, AuditEntry> found = new LinkedHashMap<>();
    if (!ids.isEmpty()) {
      try (Stream<AuditEntry> entries = ledger.entries()) {
        entries.forEach(
            entry -> entry.entryId().filter(ids::contains).ifPresent(id -> found.put(id, entry)));
      }
    }
    return found;
  }

  /** A failed run that does not tell its tree may have been of any. */
  private static boolean isOf(Seen seen, String tree) {
    return seen.tree() == null || seen.tree().equals(tree);
  }

  private List<AuditEntry> read(Set<Sha256> hashes) {
    try (Stream<AuditEntry> entries = ledger.entries()) {
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
