package dev.loopgen.cli.ledger;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** A person's reference to an entry: its id or hash, or a unique prefix of either. */
public final class EntryReference {

  private static final int SHORTEST = 4;

  private final String text;

  private EntryReference(String text) {
    this.text = text;
  }

  /**
   * Parses a reference.
   *
   * @throws IllegalArgumentException if it is too short
   */
  public static EntryReference of(String text) {
    if (text.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "An entry must be named by at least " + SHORTEST + " characters of its id or hash.");
    }
    return new EntryReference(text);
  }

  /**
   * Finds the entry; a complete id or hash takes precedence over a prefix.
   *
   * @throws IllegalArgumentException if there is none, or several
   */
  public Sha256 find(AuditLedger ledger) {
    Set<Sha256> exact = new LinkedHashSet<>();
    Set<Sha256> begun = new LinkedHashSet<>();
    try (Stream<AuditEntry> all = ledger.entries()) {
      all.forEach(
          entry -> {
            String id = entry.entryId().orElse("");
            String hash = entry.hash().orElse("");
            if (id.equals(text) || hash.equals(text)) {
              Sha256.parse(hash).ifPresent(exact::add);
            } else if (id.startsWith(text) || hash.startsWith(text)) {
              Sha256.parse(hash).ifPresent(begun::add);
            }
          });
    }
    Set<Sha256> found = exact.isEmpty() ? begun : exact;
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          found.isEmpty()
              ? "The ledger has no entry " + text + ". loopgen audit log lists the entries."
              : found.size() + " entries match " + text + ". Give more of the id or hash.");
    }
    return found.iterator().next();
  }
}
