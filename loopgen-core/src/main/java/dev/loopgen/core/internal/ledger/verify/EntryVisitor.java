package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.verify.template.EntryScanner;

/**
 * Is shown the entries of a ledger while it is scanned: all lines with a hash, the sound ones and
 * others. Each scanning thread has a {@link Worker} for its lines; what the workers found is then
 * put together in the ledger's order.
 */
public interface EntryVisitor {

  /** Looks at nothing. */
  EntryVisitor NONE =
      new EntryVisitor() {
        @Override
        public void restart() {}

        @Override
        public Worker worker() {
          return NO_WORK;
        }
      };

  /** Does nothing with its lines. */
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

  /** The ledger will be read from its start: what was found before is void. */
  void restart();

  /** Makes a worker; called by any thread. */
  Worker worker();

  /** Looks at the lines of one thread, which come in chunks. */
  interface Worker {

    /**
     * A chunk of lines begins.
     *
     * @param position where it starts in the file
     * @param text the lines, until {@link #end}
     */
    void begin(long position, byte[] text);

    /** Looks at the sound entry that a scanner found within the text. */
    void sound(EntryScanner entry, int from, int to);

    /** Looks at an entry that the general reader read, sound or not, from within the text. */
    void general(AuditEntry entry, int from, int to);

    /**
     * The chunk ends.
     *
     * @return what is to be done when all chunks before it are done; called once, by one thread at
     *     a time, or not at all where the scan ends before
     */
    Runnable end();
  }
}
