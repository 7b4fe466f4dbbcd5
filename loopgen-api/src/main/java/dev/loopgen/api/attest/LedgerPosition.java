package dev.loopgen.api.attest;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.TreeHead;
import java.util.Objects;
import java.util.Optional;

/**
 * Where an entry stands: in which ledger, behind which entries.
 *
 * <p>Depends on the entry and its ancestors alone, so it is the same whenever it is worked out and
 * whatever was appended since.
 *
 * @param origin the name of the ledger; one line of text
 * @param first the hash of the first entry, the first leaf of the tree
 * @param head the tree over the entry and all its ancestors
 */
public record LedgerPosition(String origin, Sha256 first, TreeHead head) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the origin is blank or not one line, or the only entry of a
   *     tree is not its first
   */
  public LedgerPosition {
    Objects.requireNonNull(first);
    Objects.requireNonNull(head);
    if (origin.isBlank() || origin.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("the name of a ledger is one line: " + origin);
    }
    if (head.size() == 1 && !first.equals(head.entry())) {
      throw new IllegalArgumentException("a tree of one entry starts with that entry");
    }
  }

  /**
   * Looks an entry up.
   *
   * @param entry the entry
   * @param ledger the graph of the ledger that the caller has itself
   * @return its position, named by {@link #originOf}; empty where the ledger does not hold it
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
   * Names the ledger of a repository after the first commit of its history, which renames and moves
   * of the repository do not change.
   *
   * @param entry an entry
   * @return {@code loopgen.dev/ledger/} and the root commit that the entry records, or {@code
   *     unknown} where it records none
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
