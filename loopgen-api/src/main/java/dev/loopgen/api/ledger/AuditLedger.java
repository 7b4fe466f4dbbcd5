package dev.loopgen.api.ledger;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An append-only set of run entries, each linked by hash to its parents.
 *
 * <p>Implementations must meet these requirements:
 *
 * <ul>
 *   <li>An entry is durable when {@link #append} returns, and never changes afterwards.
 *   <li>Concurrent appends from threads, instances and processes lose nothing and leave one head.
 *   <li>Readers need no lock and never mistake an append in progress for damage.
 *   <li>All methods are thread-safe; they may block.
 * </ul>
 *
 * <p>Anyone who holds a later hash can detect edits. A ledger does not show who wrote an entry, nor
 * the loss of entries that no anchor covers.
 */
public interface AuditLedger {

  /**
   * Appends an entry whose parents are all current heads; afterwards there is one head.
   *
   * @param facts the entry without {@code prevHash}, {@code parents} and {@code hash}; must have a
   *     string {@code entryId} that no other entry has. Implementations must reject at least the id
   *     of the preceding entry; {@link #verify()} finds all other duplicates
   * @return the entry as written
   * @throws IllegalArgumentException if the facts have no {@code entryId} or a duplicate is
   *     detected; nothing was appended
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read or written, or its last
   *     entry is damaged; nothing was appended, except that a failed write may leave a torn line,
   *     which the next append sets aside
   * @throws InterruptedException if the thread is interrupted while it waits for another append;
   *     nothing was appended
   */
  AuditEntry append(Json.Obj facts) throws InterruptedException;

  /**
   * Returns the heads, the entries without descendants, without checking the chain.
   *
   * @return their trees in ledger order; empty if there is no entry, several if histories were
   *     merged since the last append
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read
   */
  List<TreeHead> heads();

  /**
   * Reads all entries in ledger order, without checking the chain.
   *
   * @return the entries, read lazily; the caller must close the stream. Consuming it throws {@link
   *     dev.loopgen.api.LedgerException} at a line that is not an entry
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read
   */
  Stream<AuditEntry> entries();

  /**
   * Reads the graph of the entries, without checking the chain.
   *
   * @return the graph; entries without a readable hash are left out. The default reads all {@link
   *     #entries()}; override it if hashes and links can be read faster
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read
   */
  default EntryGraph graph() {
    EntryGraph.Builder graph = new EntryGraph.Builder();
    try (Stream<AuditEntry> all = entries()) {
      all.forEach(graph::add);
    }
    return graph.build();
  }

  /**
   * Verifies the ledger against an expectation.
   *
   * <p>The default reads {@link #entries()} once and checks hashes, links, ids and the expectation.
   * It holds all ids in memory. It cannot check how stored entries are spelled, and it reports a
   * ledger with unreadable entries as {@link ChainStatus.Unreadable}. Override it to check more, or
   * faster.
   *
   * @param expectation what the caller knows from other sources
   * @return the status; never throws because of the ledger's content
   */
  default ChainStatus verify(LedgerExpectation expectation) {
    return LedgerCheck.check(this, expectation);
  }

  /**
   * Verifies the ledger without any expectation.
   *
   * @return the status; never throws because of the ledger's content
   */
  default ChainStatus verify() {
    return verify(LedgerExpectation.NONE);
  }

  /**
   * Tells whether only an anchor from outside shows that the ledger is complete and up to date. A
   * gate then decides nothing unless an anchor, or a verified attestation, covers the run that
   * passed. A ledger that is committed with the project needs none, because the base holds a copy.
   *
   * @return whether it does; false by default
   */
  default boolean needsAnchor() {
    return false;
  }

  /**
   * Returns the tree of an entry, without checking the chain. Takes time and memory proportional to
   * the ledger's size.
   *
   * @param entry the entry's hash
   * @return the tree; empty if there is no such entry
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read
   */
  default Optional<TreeHead> treeHead(Sha256 entry) {
    return graph().treeHead(entry);
  }
}
