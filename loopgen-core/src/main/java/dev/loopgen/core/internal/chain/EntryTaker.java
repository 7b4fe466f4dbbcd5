package dev.loopgen.core.internal.chain;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.scan.EntryScanner;

/**
 * Takes the entries of a ledger while it is scanned: all lines with a hash, the sound ones and
 * others. One thread has one; chunks come in any order.
 */
public interface EntryTaker {

  /** Takes nothing. */
  EntryTaker NONE =
      new EntryTaker() {
        @Override
        public void begin(long chunk, long position, byte[] text) {}

        @Override
        public void sound(EntryScanner entry, int from, int to) {}

        @Override
        public void general(AuditEntry entry, int from, int to) {}

        @Override
        public void end() {}
      };

  /** Makes a taker for each thread. */
  interface Source {

    /** Makes takers of nothing. */
    Source NONE =
        new Source() {
          @Override
          public void restart() {}

          @Override
          public EntryTaker make() {
            return EntryTaker.NONE;
          }
        };

    /** Is told that the ledger will be read from its start: what was taken before is void. */
    void restart();

    /** Makes a taker; called by any thread. */
    EntryTaker make();
  }

  /**
   * Some lines begin.
   *
   * @param chunk the number of the chunk, from 0
   * @param position where it starts in the file
   * @param text the lines, until {@link #end}
   */
  void begin(long chunk, long position, byte[] text);

  /** Takes the sound entry that a scanner found within the text. */
  void sound(EntryScanner entry, int from, int to);

  /** Takes an entry that the general reader read, sound or not, from within the text. */
  void general(AuditEntry entry, int from, int to);

  /** The lines end. */
  void end();
}
