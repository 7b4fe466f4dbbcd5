package dev.loopgen.api.ledger;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.merkle.Checkpoint;
import java.util.Objects;
import java.util.Set;

/**
 * Something kept outside a ledger that can contradict it.
 *
 * <p>An anchor is only as good as the place it comes from: one that the ledger's writer can change
 * as well proves nothing. It covers the entries it names and everything they descend from, nothing
 * that came later.
 */
public sealed interface Anchor {

  /**
   * Tells where the anchor comes from.
   *
   * @return a noun phrase for a person, such as {@code commit 5d41402a}
   */
  String source();

  /**
   * Returns how many entries the ledger must have at least.
   *
   * @return the number, at least 1
   */
  long size();

  /**
   * Tells whether a ledger holds what this anchor vouches for.
   *
   * @param ledger the graph of a ledger that is intact in itself
   * @return whether it does
   */
  boolean isMetBy(EntryGraph ledger);

  /**
   * Entries that were there once.
   *
   * @param source where they were seen
   * @param entries the hashes of the entries that no other one seen there descends from, at least
   *     one
   * @param size how many entries were seen there
   */
  record Entries(String source, Set<Sha256> entries, long size) implements Anchor {

    /**
     * Copies the hashes.
     *
     * @throws IllegalArgumentException if there is none, or more than the size
     */
    public Entries {
      Objects.requireNonNull(source);
      entries = Set.copyOf(entries);
      if (entries.isEmpty() || size < entries.size()) {
        throw new IllegalArgumentException("an anchor names at least one entry, and counts it");
      }
    }

    @Override
    public boolean isMetBy(EntryGraph ledger) {
      return entries.stream().allMatch(ledger::contains);
    }
  }

  /**
   * A checkpoint: some entry of the ledger must have a tree of its size and root.
   *
   * @param source where the checkpoint was kept
   * @param checkpoint the checkpoint, whose signature the caller has verified
   */
  record Signed(String source, Checkpoint checkpoint) implements Anchor {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the checkpoint is of an empty tree, which contradicts
     *     nothing
     */
    public Signed {
      Objects.requireNonNull(source);
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
