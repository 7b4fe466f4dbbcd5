package dev.loopgen.api.attest;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.TreeHead;
import java.util.Objects;
import java.util.Optional;

/**
 * The position of an entry: its ledger and its ancestors.
 *
 * <p>Depends only on the entry and its ancestors, so later appends do not change it.
 *
 * @param origin the name of the ledger; one line of text
 * @param first the hash of the first entry, the first leaf of the tree
 * @param head the tree over the entry and all its ancestors
 */
public record LedgerPosition(String origin, Sha256 first, TreeHead head) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the origin is blank or not a single line, or the only entry
   *     of a tree is not its first
   */
  public LedgerPosition {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(head, "head");
    if (origin.isBlank() || origin.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("the name of a ledger must be a single line: " + origin);
    }
    if (head.size() == 1 && !first.equals(head.entry())) {
      throw new IllegalArgumentException("a tree of one entry must start with that entry");
    }
  }

  /**
   * Looks up an entry.
   *
   * @param entry the entry
   * @param ledger the graph of the caller's own ledger
   * @return its position, named by {@link #originOf}; empty if the ledger does not contain it
   */
  public static Optional<LedgerPosition> of(AuditEntry entry, EntryGraph ledger) {
    return entry
        .hash()
        .flatMap(Sha256::parse)
        .flatMap(ledger::treeHead)
        .map(
            head ->
                new LedgerPosition(
                    originOf(entry), ledger.leaves(head.entry()).findFirst().orElseThrow(), head));
  }

  /**
   * Returns the name of a repository's ledger. It contains the root commit, which does not change
   * when the repository is renamed or moved.
   *
   * @param entry an entry
   * @return {@code loopgen.dev/ledger/} and the root commit that the entry records, or {@code
   *     unknown} if it records none
   */
  public static String originOf(AuditEntry entry) {
    return "loopgen.dev/ledger/"
        + entry
            .json()
            .object("judgement")
            .flatMap(judgement -> judgement.object("head"))
            .flatMap(head -> head.string("rootCommit"))
            .filter(id -> id.matches("[0-9a-f]{40}"))
            .orElse("unknown");
  }
}
