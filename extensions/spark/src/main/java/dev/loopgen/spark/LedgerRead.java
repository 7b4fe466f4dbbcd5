package dev.loopgen.spark;

import dev.loopgen.core.internal.governance.LedgerPart;
import java.io.Serializable;

/**
 * What a task read of one ledger.
 *
 * @param number the number of the ledger
 * @param part its encoded summary
 * @param repeats whether entries stand in it twice
 * @param fingerprints the fingerprints of its entries; none unless it is intact and read once
 */
record LedgerRead(int number, byte[] part, boolean repeats, long[] fingerprints)
    implements Serializable {

  static LedgerRead of(int number, LedgerPart part) {
    return new LedgerRead(number, part.summary().encode(), part.repeats(), part.fingerprints());
  }

  /**
   * A range of a ledger that one task reads.
   *
   * @param source the ledger
   * @param from where it begins
   * @param to where the next one begins
   */
  record Range(RollupSource source, long from, long to) implements Serializable {}

  /**
   * What a task read of a range.
   *
   * @param from where it begins
   * @param part what it came to; empty if the ledger has to be read as a whole
   */
  record RangeRead(long from, byte[] part) implements Serializable {}

  /**
   * The fingerprints of one ledger that belong to one partition.
   *
   * @param number the number of the ledger
   * @param fingerprints some of its fingerprints
   */
  record Block(int number, long[] fingerprints) implements Serializable {}

  /**
   * What is known of some entries of a ledger from comparing them with others.
   *
   * @param compared how many were compared
   * @param shared the fingerprints of those that an earlier ledger has
   */
  record Shared(long compared, long[] shared) implements Serializable {

    static final Shared NONE = new Shared(0, new long[0]);

    Shared and(Shared other) {
      long[] all = new long[shared.length + other.shared.length];
      System.arraycopy(shared, 0, all, 0, shared.length);
      System.arraycopy(other.shared, 0, all, shared.length, other.shared.length);
      return new Shared(compared + other.compared, all);
    }
  }

  /**
   * How a ledger counts.
   *
   * @param number the number of the ledger
   * @param part its encoded summary, as first read
   * @param again whether it is to be read again, without some entries
   * @param shared the fingerprints of the entries that an earlier ledger has
   */
  record Decided(int number, byte[] part, boolean again, long[] shared) implements Serializable {}
}
