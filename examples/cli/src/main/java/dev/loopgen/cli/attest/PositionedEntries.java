package dev.loopgen.cli.attest;

import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.MerkleTree;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a verified ledger with their positions. Consecutive entries extend the same Merkle
 * tree, so a long ledger is read in linear time. Not thread-safe.
 */
final class PositionedEntries {

  private final AuditLedger ledger;
  private final EntryGraph graph;
  private MerkleTree tree = MerkleTree.empty();
  private @Nullable Sha256 first;
  private @Nullable Sha256 last;

  private PositionedEntries(AuditLedger ledger, EntryGraph graph) {
    this.ledger = ledger;
    this.graph = graph;
  }

  /**
   * Reads the links of a ledger.
   *
   * @param ledger the ledger
   * @param verified its status, which must be intact
   * @throws IllegalArgumentException if the ledger has changed since the check
   */
  static PositionedEntries of(AuditLedger ledger, ChainStatus verified) {
    EntryGraph graph = EntryGraph.of(ledger);
    List<Sha256> heads = verified.heads().stream().map(TreeHead::entry).sorted(byHex()).toList();
    boolean same =
        graph.heads().sorted(byHex()).toList().equals(heads)
            && verified.heads().stream()
                .allMatch(head -> graph.treeHead(head.entry()).filter(head::equals).isPresent());
    if (!same) {
      throw changed();
    }
    return new PositionedEntries(ledger, graph);
  }

  /**
   * Passes on each entry once, in the ledger's order.
   *
   * @throws IllegalArgumentException if the ledger has changed since the check
   */
  void forEach(BiConsumer<AuditEntry, LedgerPosition> taker) {
    Set<Sha256> seen = new HashSet<>();
    try (Stream<AuditEntry> entries = ledger.entries()) {
      entries.forEach(
          entry -> {
            Sha256 hash = verifiedHash(entry);
            if (seen.add(hash)) {
              taker.accept(entry, place(entry, hash));
            }
          });
    }
  }

  private Sha256 verifiedHash(AuditEntry entry) {
    return Optional.of(entry.computedHash())
        .filter(hash -> entry.hash().equals(Optional.of(hash)))
        .flatMap(Sha256::parse)
        .filter(graph::contains)
        .orElseThrow(PositionedEntries::changed);
  }

  private LedgerPosition place(AuditEntry entry, Sha256 hash) {
    Sha256 origin = first;
    if (origin != null && entry.parents().equals(List.of(last))) {
      tree.append(hash);
    } else {
      MerkleTree fresh = MerkleTree.empty();
      graph.leaves(hash).forEach(leaf -> fresh.append(leaf));
      tree = fresh;
      origin = graph.leaves(hash).findFirst().orElseThrow(PositionedEntries::changed);
      first = origin;
    }
    last = hash;
    TreeHead head = new TreeHead(hash, tree.size(), tree.root());
    return new LedgerPosition(LedgerPosition.originOf(entry), origin, head);
  }

  private static Comparator<Sha256> byHex() {
    return Comparator.comparing(Sha256::hex);
  }

  private static IllegalArgumentException changed() {
    return new IllegalArgumentException(
        "The ledger changed while it was read. Wait until its writer is done, and try again.");
  }
}
