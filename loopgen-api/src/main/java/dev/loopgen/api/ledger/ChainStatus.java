package dev.loopgen.api.ledger;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What happened to a ledger. Only {@link Intact} and {@link Forked} are intact; a missing or empty
 * ledger is not.
 *
 * <p>Intact means that every entry hashes to its hash and that everything an entry descends from is
 * there. It does not show the loss of entries that no present entry descends from, nor a ledger
 * that was written anew as a whole; an {@link Anchor} kept elsewhere shows both.
 */
public sealed interface ChainStatus {

  /**
   * Returns the stable name of this kind in files and machine output.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  String id();

  /**
   * Tells whether nothing was changed or lost, as far as the ledger and the anchors show.
   *
   * @return true only for {@link Intact} and {@link Forked}
   */
  default boolean isIntact() {
    return false;
  }

  /**
   * Tells whether another entry may be appended: the ledger is intact, has no entries yet, or was
   * only cut off in the middle of its last one.
   *
   * @return false where an entry more would bury the damage
   */
  default boolean canGrow() {
    return isIntact();
  }

  /**
   * Returns the entries that no other one descends from.
   *
   * @return their trees; none where the ledger is not intact
   */
  default List<TreeHead> heads() {
    return List.of();
  }

  /**
   * Says what was found and what to do next.
   *
   * @return one or more sentences for a person
   */
  String describe();

  /** A status that one entry shows. */
  sealed interface AtEntry extends ChainStatus {

    /**
     * Returns the entry.
     *
     * @return its index, from 0, among the lines that are not blank
     */
    long index();

    /**
     * Returns where the entry stands.
     *
     * @return the line in the file, from 1
     */
    long line();

    /**
     * Names the entry.
     *
     * @return its index and line, for a sentence
     */
    default String where() {
      return "Entry " + index() + " (line " + line() + ")";
    }
  }

  /**
   * Every entry follows the one before it.
   *
   * @param head the tree of the last entry, and so of the whole ledger
   */
  record Intact(TreeHead head) implements ChainStatus {

    public Intact {
      Objects.requireNonNull(head);
    }

    @Override
    public String id() {
      return "intact";
    }

    @Override
    public boolean isIntact() {
      return true;
    }

    @Override
    public List<TreeHead> heads() {
      return List.of(head);
    }

    @Override
    public String describe() {
      long size = head.size();
      return "The chain of " + size + (size == 1 ? " entry" : " entries") + " is intact.";
    }
  }

  /**
   * Everything that the entries descend from is there, though they do not follow each other in one
   * line: histories were merged.
   *
   * @param heads the entries that no other one descends from, in the order of their lines; one
   *     where an entry has joined the others
   * @param size the number of different entries
   * @param repeated how many lines only repeat another one
   */
  record Forked(List<TreeHead> heads, long size, long repeated) implements ChainStatus {

    /**
     * Copies the heads.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Forked {
      heads = List.copyOf(heads);
      if (heads.isEmpty()) {
        throw new IllegalArgumentException("a ledger without entries is not intact");
      }
    }

    @Override
    public String id() {
      return "forked";
    }

    @Override
    public boolean isIntact() {
      return true;
    }

    @Override
    public String describe() {
      String joined =
          heads.size() == 1
              ? "Merged histories are joined."
              : "It has " + heads.size() + " heads, which the next run joins.";
      String twice = repeated == 0 ? "" : " " + repeated + " lines repeat another one.";
      return "The ledger of " + size + " entries is intact. " + joined + twice;
    }
  }

  /** There is no ledger. */
  record Missing() implements ChainStatus {

    @Override
    public String id() {
      return "missing";
    }

    @Override
    public boolean canGrow() {
      return true;
    }

    @Override
    public String describe() {
      return "There is no ledger, so nothing is proven. Run a loop first, or check the path.";
    }
  }

  /** There is a ledger without entries. */
  record Empty() implements ChainStatus {

    @Override
    public String id() {
      return "empty";
    }

    @Override
    public boolean canGrow() {
      return true;
    }

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

    public Unreadable {
      Objects.requireNonNull(reason);
    }

    @Override
    public String id() {
      return "unreadable";
    }

    @Override
    public String describe() {
      return "The ledger cannot be read: " + reason + ". Make it a readable regular file.";
    }
  }

  /**
   * The ledger, or the directory it lies in, was replaced by a symbolic link.
   *
   * @param path the link
   */
  record SymbolicLink(Path path) implements ChainStatus {

    public SymbolicLink {
      Objects.requireNonNull(path);
    }

    @Override
    public String id() {
      return "symbolic-link";
    }

    @Override
    public String describe() {
      return path
          + " is a symbolic link, so the ledger is kept where this project does not control it."
          + " Put a regular file in a real directory in its place.";
    }
  }

  /**
   * The last line ends in the middle of an entry, as a crash while writing leaves it.
   *
   * @param index the entry
   * @param line the line
   */
  record TornTail(long index, long line) implements AtEntry {

    @Override
    public String id() {
      return "torn-tail";
    }

    @Override
    public boolean canGrow() {
      return true;
    }

    @Override
    public String describe() {
      return "The last line (line "
          + line
          + ") is cut off, as after a crash. The next run sets it aside; the entries before it are"
          + " intact.";
    }
  }

  /**
   * A line is not an entry.
   *
   * @param index the entry
   * @param line the line
   * @param reason what is wrong with it, as a clause for a person
   */
  record Malformed(long index, long line, String reason) implements AtEntry {

    public Malformed {
      Objects.requireNonNull(reason);
    }

    @Override
    public String id() {
      return "malformed";
    }

    @Override
    public String describe() {
      return "Line "
          + line
          + " (entry "
          + index
          + ") is not a ledger entry: "
          + reason
          + ". After a merge, loopgen ledger merge removes conflict markers; else restore the line"
          + " from a copy you trust, for example from git.";
    }
  }

  /**
   * An entry is spelled in a way that two readers could read differently, or that its hash does not
   * cover.
   *
   * @param index the entry
   * @param line the line
   * @param reason how, as a clause for a person
   */
  record NonCanonical(long index, long line, String reason) implements AtEntry {

    public NonCanonical {
      Objects.requireNonNull(reason);
    }

    @Override
    public String id() {
      return "non-canonical";
    }

    @Override
    public String describe() {
      return where()
          + " is spelled as no writer of entries spells it: "
          + reason
          + ". Restore the line from a copy you trust, for example from git.";
    }
  }

  /**
   * An entry is of a schema version that this library does not know.
   *
   * @param index the entry
   * @param line the line
   * @param version the version that it states, as JSON
   */
  record UnknownSchema(long index, long line, String version) implements AtEntry {

    public UnknownSchema {
      Objects.requireNonNull(version);
    }

    @Override
    public String id() {
      return "unknown-schema";
    }

    @Override
    public String describe() {
      return where()
          + " is of schema version "
          + version
          + ", which this version of loopgen does not know. Use a newer one.";
    }
  }

  /**
   * An entry's content does not have the hash that it carries.
   *
   * @param index the entry
   * @param line the line
   */
  record Edited(long index, long line) implements AtEntry {

    @Override
    public String id() {
      return "edited";
    }

    @Override
    public String describe() {
      return where()
          + " was edited: its content does not have its hash. Restore the ledger from a copy you"
          + " trust, for example from git.";
    }
  }

  /**
   * An entry names an entry before it that is not there: something was dropped or edited.
   *
   * @param index the entry
   * @param line the line
   */
  record BrokenLink(long index, long line) implements AtEntry {

    @Override
    public String id() {
      return "broken-link";
    }

    @Override
    public String describe() {
      return where()
          + " follows an entry that is not there: entries were dropped or edited. Restore the"
          + " ledger from a copy you trust, for example from git.";
    }
  }

  /**
   * All entries of a ledger that never forked are there, in another order.
   *
   * @param index the first entry out of order
   * @param line the line
   */
  record Reordered(long index, long line) implements AtEntry {

    @Override
    public String id() {
      return "reordered";
    }

    @Override
    public String describe() {
      return where()
          + " does not follow the entry before it, though nothing is missing: lines were moved."
          + " loopgen ledger merge puts them back in order.";
    }
  }

  /**
   * A line of a ledger that never forked repeats another one.
   *
   * @param index the repetition
   * @param line the line
   */
  record Duplicated(long index, long line) implements AtEntry {

    @Override
    public String id() {
      return "duplicated";
    }

    @Override
    public String describe() {
      return where() + " repeats an earlier line. loopgen ledger merge removes the repetition.";
    }
  }

  /**
   * Two different entries claim to be the same run; neither counts.
   *
   * @param index the later of the two
   * @param line the line
   * @param entryId the id that both have
   */
  record DuplicateId(long index, long line, String entryId) implements AtEntry {

    public DuplicateId {
      Objects.requireNonNull(entryId);
    }

    @Override
    public String id() {
      return "duplicate-id";
    }

    @Override
    public String describe() {
      return where()
          + " claims to be the run "
          + entryId
          + ", as another entry does, so neither proves anything. Restore the ledger from a copy"
          + " you trust, for example from git.";
    }
  }

  /**
   * An entry states a verdict or a digest that its own facts contradict.
   *
   * @param index the entry
   * @param line the line
   * @param reason the contradiction, as a clause for a person
   */
  record Inconsistent(long index, long line, String reason) implements AtEntry {

    public Inconsistent {
      Objects.requireNonNull(reason);
    }

    @Override
    public String id() {
      return "inconsistent";
    }

    @Override
    public String describe() {
      return where()
          + " contradicts itself: "
          + reason
          + ". It proves nothing; restore the ledger from a copy you trust.";
    }
  }

  /**
   * An entry was recorded in another repository.
   *
   * @param index the entry
   * @param line the line
   * @param rootCommit the root commit of that repository
   */
  record Foreign(long index, long line, String rootCommit) implements AtEntry {

    public Foreign {
      Objects.requireNonNull(rootCommit);
    }

    @Override
    public String id() {
      return "foreign";
    }

    @Override
    public String describe() {
      return where()
          + " was recorded in another repository, the one that starts with commit "
          + rootCommit
          + ". Remove what was copied here; if this repository's history was rewritten from its"
          + " first commit, move the ledger away and start a new one.";
    }
  }

  /**
   * An anchor knows of more entries than the ledger has.
   *
   * @param anchor the anchor
   * @param size how many entries there are
   */
  record Truncated(Anchor anchor, long size) implements ChainStatus {

    public Truncated {
      Objects.requireNonNull(anchor);
    }

    @Override
    public String id() {
      return "truncated";
    }

    @Override
    public String describe() {
      return "The ledger has "
          + size
          + " entries, fewer than the "
          + anchor.size()
          + " that "
          + anchor.source()
          + " vouches for: entries were dropped. Bring them back, for example with loopgen ledger"
          + " merge --history.";
    }
  }

  /**
   * The ledger is consistent in itself and lacks what an anchor vouches for: it was written anew,
   * as a whole or from some entry on.
   *
   * @param anchor the anchor
   */
  record Rewritten(Anchor anchor) implements ChainStatus {

    public Rewritten {
      Objects.requireNonNull(anchor);
    }

    @Override
    public String id() {
      return "rewritten";
    }

    @Override
    public String describe() {
      return "The ledger is not the one that "
          + anchor.source()
          + " vouches for: entries were replaced. Bring the old ones back, for example with"
          + " loopgen ledger merge --history.";
    }
  }
}
