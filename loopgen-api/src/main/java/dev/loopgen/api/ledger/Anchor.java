package dev.loopgen.api.ledger;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.merkle.Checkpoint;
import java.util.Objects;
import java.util.Set;

/**
 * A record kept outside a ledger that can contradict it.
 *
 * <p>An anchor is only as trustworthy as its source: one that the ledger's writer can also change
 * proves nothing. It covers the entries it names and their ancestors, but nothing later.
 */
public sealed interface Anchor {

  /**
   * Returns where the anchor comes from.
   *
   * @return a noun phrase for people, such as {@code commit 5d41402a}
   */
  String source();

  /**
   * Returns the minimum number of entries in the ledger.
   *
   * @return the number, at least 1
   */
  long size();

  /**
   * Tells whether a ledger is consistent with this anchor.
   *
   * @param ledger the graph of a ledger with intact links
   * @return whether it does
   */
  boolean isMetBy(EntryGraph ledger);

  /**
   * Entries that the ledger held once.
   *
   * @param source where they were found
   * @param entries the hashes of the heads found there, at least one
   * @param size the number of entries found there
   */
  record Entries(String source, Set<Sha256> entries, long size) implements Anchor {

    /**
     * Copies the hashes.
     *
     * @throws IllegalArgumentException if there is no hash, or there are more than the size
     */
    public Entries {
      Objects.requireNonNull(source, "source");
      entries = Set.copyOf(entries);
      if (entries.isEmpty() || size < entries.size()) {
        throw new IllegalArgumentException(
            "an anchor needs at least one entry, and a size that counts it");
      }
    }

    @Override
    public boolean isMetBy(EntryGraph ledger) {
      return entries.stream().allMatch(ledger::contains);
    }
  }

  /**
   * A checkpoint: an entry of the ledger must have a tree of its size and root.
   *
   * @param source where the checkpoint was kept
   * @param checkpoint the checkpoint; the caller has verified its signature
   */
  record Signed(String source, Checkpoint checkpoint) implements Anchor {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the checkpoint is of an empty tree, which cannot
     *     contradict anything
     */
    public Signed {
      Objects.requireNonNull(source, "source");
      if (checkpoint.size() < 1) {
        throw new IllegalArgumentException("a checkpoint of an empty tree anchors nothing");
      }
    }

    @Override
    public long size() {
      return checkpoint.size();
    }

    @Override
    public boolean isMetBy(EntryGraph ledger) {
      return ledger.meets(checkpoint);
    }
  }
}
