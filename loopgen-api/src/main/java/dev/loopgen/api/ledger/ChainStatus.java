package dev.loopgen.api.ledger;

import dev.loopgen.api.internal.text.Plural;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The result of verifying a ledger. Only {@link Intact} and {@link Forked} are intact; a missing or
 * empty ledger is not.
 *
 * <p>Intact means that every entry has its recorded hash and that all its ancestors are present. It
 * does not reveal the loss of entries without descendants, or a ledger that was rewritten as a
 * whole; an {@link Anchor} kept elsewhere reveals both.
 */
public sealed interface ChainStatus {

  /**
   * Returns the stable name of this kind in files and machine output.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  String id();

  /**
   * Tells whether the ledger and the anchors show no change or loss.
   *
   * @return true only for {@link Intact} and {@link Forked}
   */
  default boolean isIntact() {
    return false;
  }

  /**
   * Tells whether another entry may be appended: the ledger is intact, missing, empty, or only its
   * last line is cut off.
   *
   * @return false if another entry would hide damage
   */
  default boolean canGrow() {
    return isIntact();
  }

  /**
   * Tells whether there is nothing to check: no ledger, no entry in it, or no way to read it.
   *
   * @return true for {@link Missing}, {@link Empty} and {@link Unreadable}
   */
  default boolean isWithoutEntries() {
    return this instanceof Missing || this instanceof Empty || this instanceof Unreadable;
  }

  /**
   * Returns the heads, the entries without descendants.
   *
   * @return their trees; empty if the ledger is not intact
   */
  default List<TreeHead> heads() {
    return List.of();
  }

  /**
   * Describes the status and what to do next.
   *
   * @return one or more sentences for people
   */
  String describe();

  /** A status caused by one entry. */
  sealed interface AtEntry extends ChainStatus {

    /**
     * Returns the index of the entry.
     *
     * @return its index among the non-blank lines, from 0
     */
    long index();

    /**
     * Returns the line of the entry.
     *
     * @return its line in the file, from 1
     */
    long line();

    /**
     * Names the entry.
     *
     * @return its index and line, for use in a sentence
     */
    default String where() {
      return "Entry " + index() + " (line " + line() + ")";
    }
  }

  /**
   * Every entry follows the one before it.
   *
   * @param head the tree of the last entry, which is that of the whole ledger
   */
  record Intact(TreeHead head) implements ChainStatus {

    public Intact {
      Objects.requireNonNull(head, "head");
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
      return "The chain of " + Plural.of(size, "entry", "entries") + " is intact.";
    }
  }

  /**
   * All ancestors are present, but the entries do not form a single line because histories were
   * merged.
   *
   * @param heads the entries without descendants, in line order; one if an entry has joined the
   *     others
   * @param size the number of distinct entries
   * @param repeated the number of lines that repeat another one
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
        throw new IllegalArgumentException("a forked ledger needs at least one head");
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
      String twice =
          repeated == 0
              ? ""
              : " " + Plural.of(repeated, "line repeats", "lines repeat") + " another one.";
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

  /** The ledger exists and has no entries. */
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
   * @param reason why, as a clause for people
   */
  record Unreadable(String reason) implements ChainStatus {

    public Unreadable {
      Objects.requireNonNull(reason, "reason");
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
   * The ledger or its directory was replaced by a symbolic link.
   *
   * @param path the link
   */
  record SymbolicLink(Path path) implements ChainStatus {

    public SymbolicLink {
      Objects.requireNonNull(path, "path");
    }

    @Override
    public String id() {
      return "symbolic-link";
    }

    @Override
    public String describe() {
      return path
          + " is a symbolic link, so the ledger is outside this project's control."
          + " Replace it with a regular file in a real directory.";
    }
  }

  /**
   * The last line ends in the middle of an entry, as after a crash during a write.
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
   * @param reason what is wrong with it, as a clause for people
   */
  record Malformed(long index, long line, String reason) implements AtEntry {

    public Malformed {
      Objects.requireNonNull(reason, "reason");
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
          + ". Remove any conflict markers of a merge; otherwise, restore the line from a copy"
          + " you trust, for example from git.";
    }
  }

  /**
   * An entry is spelled ambiguously, or in a way that its hash does not cover.
   *
   * @param index the entry
   * @param line the line
   * @param reason how, as a clause for people
   */
  record NonCanonical(long index, long line, String reason) implements AtEntry {

    public NonCanonical {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String id() {
      return "non-canonical";
    }

    @Override
    public String describe() {
      return where()
          + " is not in the spelling that loopgen writes: "
          + reason
          + ". Restore the line from a copy you trust, for example from git.";
    }
  }

  /**
   * An entry has a schema version that this library does not support.
   *
   * @param index the entry
   * @param line the line
   * @param version the stated version, as JSON
   */
  record UnknownSchema(long index, long line, String version) implements AtEntry {

    public UnknownSchema {
      Objects.requireNonNull(version, "version");
    }

    @Override
    public String id() {
      return "unknown-schema";
    }

    @Override
    public String describe() {
      return where()
          + " has schema version "
          + version
          + ", which this version of loopgen does not support. Use a newer version of loopgen.";
    }
  }

  /**
   * An entry's content does not match its hash.
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
          + " was edited: its content does not match its hash. Restore the ledger from a copy you"
          + " trust, for example from git.";
    }
  }

  /**
   * An entry's parent is missing: an entry was removed or edited.
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
          + " follows an entry that is missing: entries were dropped or edited. Restore the"
          + " ledger from a copy you trust, for example from git.";
    }
  }

  /**
   * All entries of a ledger that never forked are present, but in the wrong order.
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
          + " does not follow the entry before it, although no entry is missing: lines were moved."
          + " Put them back in order.";
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
      return where() + " repeats an earlier line. Remove the repetition.";
    }
  }

  /**
   * Two different entries claim to be the same run, so neither counts.
   *
   * @param index the later of the two
   * @param line the line
   * @param entryId the id that both have
   */
  record DuplicateId(long index, long line, String entryId) implements AtEntry {

    public DuplicateId {
      Objects.requireNonNull(entryId, "entryId");
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
   * @param reason the contradiction, as a clause for people
   */
  record Inconsistent(long index, long line, String reason) implements AtEntry {

    public Inconsistent {
      Objects.requireNonNull(reason, "reason");
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
          + ", so it proves nothing. Restore the ledger from a copy you trust.";
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
      Objects.requireNonNull(rootCommit, "rootCommit");
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
          + ". Remove the copied entries; if this repository's history was rewritten from its"
          + " first commit, move the ledger away and start a new one.";
    }
  }

  /**
   * The ledger has fewer entries than an anchor counts.
   *
   * @param anchor the anchor
   * @param size the number of entries in the ledger
   */
  record Truncated(Anchor anchor, long size) implements ChainStatus {

    public Truncated {
      Objects.requireNonNull(anchor, "anchor");
    }

    @Override
    public String id() {
      return "truncated";
    }

    @Override
    public String describe() {
      return "The ledger has "
          + Plural.of(size, "entry", "entries")
          + ", fewer than the "
          + anchor.size()
          + " that "
          + anchor.source()
          + " vouches for: entries were dropped. Restore them from the ledger's git history or"
          + " another copy you trust.";
    }
  }

  /**
   * The ledger's links are intact, but it lacks what an anchor covers: it was rewritten as a whole
   * or from some entry on.
   *
   * @param anchor the anchor
   */
  record Rewritten(Anchor anchor) implements ChainStatus {

    public Rewritten {
      Objects.requireNonNull(anchor, "anchor");
    }

    @Override
    public String id() {
      return "rewritten";
    }

    @Override
    public String describe() {
      return "The ledger is not the one that "
          + anchor.source()
          + " vouches for: entries were replaced. Restore the old ones from the ledger's git"
          + " history or another copy you trust.";
    }
  }
}
