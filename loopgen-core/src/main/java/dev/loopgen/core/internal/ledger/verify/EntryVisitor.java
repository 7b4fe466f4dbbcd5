package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.verify.template.EntryScanner;

/**
 * Visits all entries of a ledger during a scan: every line with a hash, sound or not. Each scanning
 * thread has a {@link Worker} for its lines; the workers' results are then combined in ledger
 * order.
 */
public interface EntryVisitor {

  /** A visitor that does nothing. */
  EntryVisitor NONE =
      new EntryVisitor() {
        @Override
        public void restart() {}

        @Override
        public Worker worker() {
          return NO_WORK;
        }
      };

  /** A worker that does nothing. */
  Worker NO_WORK =
      new Worker() {
        @Override
        public void begin(long position, byte[] text) {}

        @Override
        public void sound(EntryScanner entry, int from, int to) {}

        @Override
        public void general(AuditEntry entry, int from, int to) {}

        @Override
        public Runnable end() {
          return () -> {};
        }
      };

  /** Discards all results, because the ledger is read again from the start. */
  void restart();

  /** Creates a worker; called on any thread. */
  Worker worker();

  /** Visits the lines that one thread scans, chunk by chunk. */
  interface Worker {

    /**
     * Begins a chunk of lines.
     *
     * @param position its start position in the file
     * @param text the lines, valid until {@link #end}
     */
    void begin(long position, byte[] text);

    /** Visits the sound entry that a scanner found in the text. */
    void sound(EntryScanner entry, int from, int to);

    /** Visits an entry of the text, sound or not, that the general reader read. */
    void general(AuditEntry entry, int from, int to);

    /**
     * Ends the chunk.
     *
     * @return an action to run once all earlier chunks are done; it runs at most once, one thread
     *     at a time, and never if the scan ends first
     */
    Runnable end();
  }
}
