package dev.loopgen.core.internal.ledger.append;

import dev.loopgen.api.LedgerException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the batches of an append queue, one at a time. */
public interface BatchWriter {

  /**
   * Waits for the lock that excludes other processes, unless it is already held.
   *
   * @throws java.nio.channels.FileLockInterruptionException if the thread is interrupted meanwhile
   */
  void lock() throws IOException;

  /**
   * Appends the valid entries of a batch and completes each waiting append; the lock must be held.
   *
   * @throws IOException if the ledger cannot be read or written; nothing was appended
   * @throws LedgerException if the ledger is damaged; nothing was appended
   */
  void append(List<PendingAppend> batch) throws IOException;

  /** Tells whether other processes should get the lock. */
  boolean hasHadItsShare();

  /** Releases the lock; an interrupt must not prevent that. */
  void release();

  /**
   * Remembers the state that a verification found; used only if the ledger still ends like that.
   */
  void remember(@Nullable LedgerState found);

  /** Returns the exception for a ledger that cannot be written. */
  LedgerException unwritable(IOException e);
}
