package dev.loopgen.api.ledger;

import java.util.Objects;

/**
 * What a ledger's chain looks like. Only {@link Intact} is intact; a missing or empty ledger is
 * not.
 *
 * <p>Intact means that no entry was edited, moved, inserted or dropped before the last one. It does
 * not show entries dropped at the end, nor a ledger that was written anew as a whole.
 */
public sealed interface ChainStatus {

  /**
   * Tells whether the chain is intact.
   *
   * @return true only for {@link Intact}
   */
  default boolean isIntact() {
    return false;
  }

  /**
   * Says what was found and what to do next.
   *
   * @return one or two sentences for a person
   */
  String describe();

  /**
   * Every entry hashes to its hash and names the one before it.
   *
   * @param size the number of entries, at least 1
   * @param head the hash of the last entry
   */
  record Intact(long size, String head) implements ChainStatus {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if there is no entry
     */
    public Intact {
      Objects.requireNonNull(head);
      if (size < 1) {
        throw new IllegalArgumentException("a chain without entries is not intact");
      }
    }

    @Override
    public boolean isIntact() {
      return true;
    }

    @Override
    public String describe() {
      return "The chain of " + size + (size == 1 ? " entry" : " entries") + " is intact.";
    }
  }

  /** There is no ledger. */
  record Missing() implements ChainStatus {

    @Override
    public String describe() {
      return "There is no ledger, so nothing is proven. Run a loop first, or check the path.";
    }
  }

  /** There is a ledger without entries. */
  record Empty() implements ChainStatus {

    @Override
    public String describe() {
      return "The ledger has no entries, so nothing is proven. Run a loop first.";
    }
  }

  /**
   * The ledger exists and cannot be read.
   *
   * @param reason why, as a clause for a person
   */
  record Unreadable(String reason) implements ChainStatus {

    /** Refuses null. */
    public Unreadable {
      Objects.requireNonNull(reason);
    }

    @Override
    public String describe() {
      return "The ledger cannot be read: " + reason + ". Make it a readable regular file.";
    }
  }

  /**
   * An entry's content does not have the hash that it carries.
   *
   * @param index the entry, from 0
   * @param line the line in the file, from 1
   */
  record Edited(long index, long line) implements ChainStatus {

    @Override
    public String describe() {
      return "Entry "
          + index
          + " (line "
          + line
          + ") was edited: its content does not have its hash. Restore the ledger from a copy you"
          + " trust, for example from git.";
    }
  }

  /**
   * An entry does not name the entry before it: something was dropped, inserted, moved or repeated.
   *
   * @param index the entry, from 0
   * @param line the line in the file, from 1
   */
  record BrokenLink(long index, long line) implements ChainStatus {

    @Override
    public String describe() {
      return "Entry "
          + index
          + " (line "
          + line
          + ") does not follow the entry before it: entries were dropped, inserted, moved or"
          + " repeated. Restore the ledger from a copy you trust, for example from git.";
    }
  }

  /**
   * A line is not an entry that every reader would read alike.
   *
   * @param index the entry, from 0
   * @param line the line in the file, from 1
   * @param reason what is wrong with it, as a clause for a person
   */
  record Malformed(long index, long line, String reason) implements ChainStatus {

    /** Refuses null. */
    public Malformed {
      Objects.requireNonNull(reason);
    }

    @Override
    public String describe() {
      return "Line " + line + " (entry " + index + ") is not a ledger entry: " + reason + ".";
    }
  }

  /**
   * The last line ends in the middle of an entry, as a crash while writing leaves it.
   *
   * @param index the entry, from 0
   * @param line the line in the file, from 1
   */
  record TornTail(long index, long line) implements ChainStatus {

    @Override
    public String describe() {
      return "The last line (line "
          + line
          + ") is cut off, as after a crash. The next run sets it aside; the entries before it are"
          + " intact.";
    }
  }

  /**
   * An entry says that it passed and holds facts that say otherwise, or the other way round.
   *
   * @param index the entry, from 0
   * @param line the line in the file, from 1
   */
  record Inconsistent(long index, long line) implements ChainStatus {

    @Override
    public String describe() {
      return "Entry "
          + index
          + " (line "
          + line
          + ") contradicts itself: its verdict does not follow from its facts. It proves nothing;"
          + " run the loop again.";
    }
  }
}
