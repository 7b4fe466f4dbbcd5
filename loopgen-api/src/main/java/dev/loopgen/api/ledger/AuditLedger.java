package dev.loopgen.api.ledger;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An append-only set of run entries, each linked by hash to those before it.
 *
 * <p>An implementer owes: an entry is durable when {@link #append} returns; concurrent appends from
 * threads, instances and processes lose nothing and leave one head; an entry once appended is never
 * changed; readers need no lock and never take an append in progress for damage. Implementations
 * are thread-safe and block.
 *
 * <p>A ledger shows edits to whoever holds a later hash. It shows neither who wrote an entry nor
 * the loss of entries that nothing kept elsewhere vouches for.
 */
public interface AuditLedger {

  /**
   * Appends an entry behind every present head, which it so joins into one.
   *
   * @param facts the entry without {@code prevHash}, {@code parents} and {@code hash}; must have a
   *     string {@code entryId} that no other entry has. An implementation refuses an id that it can
   *     see is taken, at least the one of the entry before; {@link #verify()} finds all others
   * @return the entry as it was written
   * @throws IllegalArgumentException if the facts have no {@code entryId} or one that is seen to be
   *     taken; nothing was appended
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read or written, or its last
   *     entry is damaged; nothing was appended, or, where writing itself failed, at most a torn
   *     line that the next append sets aside
   * @throws InterruptedException if the thread is interrupted while it waits for its turn; nothing
   *     was appended
   */
  AuditEntry append(Json.Obj facts) throws InterruptedException;

  /**
   * Returns the entries that no other one descends from, without checking the chain.
   *
   * @return their trees, in the ledger's order; none where there is no entry, several where
   *     histories were merged since the last append
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read
   */
  List<TreeHead> heads();

  /**
   * Reads every entry in the ledger's order, without checking the chain.
   *
   * @return the entries, read as the stream is consumed; close it. Consuming it throws {@link
   *     dev.loopgen.api.LedgerException} where a line is not an entry
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read
   */
  Stream<AuditEntry> entries();

  /**
   * Reads how the entries hang together, without checking the chain.
   *
   * @return the graph; entries without a readable hash are left out. The default reads all {@link
   *     #entries()} as a whole, which a ledger that can tell hashes and links faster overrides
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
   * Checks everything.
   *
   * <p>The default reads {@link #entries()} once and checks each hash and link, ids, and the
   * expectation. It cannot see how entries are spelled where they are kept, and calls a ledger
   * whose entries cannot be read unreadable. Holds every id in memory. An implementation overrides
   * it to check more, or faster.
   *
   * @param expectation what the caller knows from elsewhere
   * @return what was found; never an exception for something that the ledger holds
   */
  default ChainStatus verify(LedgerExpectation expectation) {
    return LedgerCheck.check(this, expectation);
  }

  /**
   * Checks the links alone.
   *
   * @return what was found; never an exception for something that the ledger holds
   */
  default ChainStatus verify() {
    return verify(LedgerExpectation.NONE);
  }

  /**
   * Returns the tree of an entry, without checking the chain. Takes time and memory in proportion
   * to the ledger.
   *
   * @param entry the entry's hash
   * @return the tree, or empty where there is no such entry
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read
   */
  default Optional<TreeHead> treeHead(Sha256 entry) {
    return graph().treeHead(entry);
  }
}
