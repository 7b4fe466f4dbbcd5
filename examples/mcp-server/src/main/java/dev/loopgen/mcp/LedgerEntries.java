package dev.loopgen.mcp;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.Loopgen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads single entries of the project's ledger, if no link leads to it. */
final class LedgerEntries {

  private final Path root;

  LedgerEntries(Path root) {
    this.root = root;
  }

  /** Returns the last entry. */
  Optional<AuditEntry> latest() {
    return found(entries -> entries.reduce((earlier, later) -> later));
  }

  /** Returns the entry with a hash that is true of it. */
  Optional<AuditEntry> withHash(String hash) {
    return found(
        entries ->
            entries
                .filter(entry -> entry.hash().filter(hash::equals).isPresent())
                .filter(entry -> entry.computedHash().equals(hash))
                .findFirst());
  }

  private Optional<AuditEntry> found(Function<Stream<AuditEntry>, Optional<AuditEntry>> search) {
    try {
      if (!new PlainFiles(root).exists(".loopgen", "audit.jsonl")) {
        return Optional.empty();
      }
    } catch (IOException e) {
      throw new LedgerException("The ledger is not read: " + e.getMessage() + ".", e);
    }
    try (Stream<AuditEntry> entries = Loopgen.ledger(root).entries()) {
      return search.apply(entries);
    }
  }
}
