package dev.loopgen.api.ledger;

import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * An append-only, hash-linked list of run entries.
 *
 * <p>An implementer owes: an entry is durable when {@link #append} returns; concurrent appends from
 * threads, instances and processes keep one chain and lose nothing; an entry once appended is never
 * changed. Implementations are thread-safe and block. A ledger shows edits to whoever holds a later
 * hash; whoever can rewrite all of it can make another one that verifies.
 */
public interface AuditLedger {

  /**
   * Appends an entry behind the present head.
   *
   * @param facts the entry without {@code prevHash} and {@code hash}; must have a string {@code
   *     entryId} that the ledger does not hold yet
   * @return the entry as it was written
   * @throws IllegalArgumentException if the facts have no {@code entryId} or one that is taken
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read or written, or its last
   *     entry is damaged; nothing was appended
   * @throws InterruptedException if the thread is interrupted while it waits for the ledger's lock;
   *     nothing was appended
   */
  AuditEntry append(Json.Obj facts) throws InterruptedException;

  /**
   * Returns the last entry.
   *
   * @return the entry, or empty where there is none
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read
   */
  Optional<AuditEntry> head();

  /**
   * Reads every entry, in order.
   *
   * @return the entries
   * @throws dev.loopgen.api.LedgerException if the ledger cannot be read or holds a line that is
   *     not an entry
   */
  List<AuditEntry> entries();

  /**
   * Checks the whole chain.
   *
   * @return what was found; never an exception for something the ledger holds
   */
  ChainStatus verify();
}
