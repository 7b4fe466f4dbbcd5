package dev.loopgen.mcp;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.Loopgen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads single entries of the project's ledger, if no link leads to it. */
final class LedgerEntries {

  private final Path root;

  LedgerEntries(Path root) {
    this.root = root;
  }

  /** Returns the last entry. */
  Optional<AuditEntry> latest() {
    return reduced((earlier, later) -> later, entry -> true);
  }

  /** Returns the entry with a hash that is true of it. */
  Optional<AuditEntry> withHash(String hash) {
    return reduced(
        (earlier, later) -> earlier,
        entry ->
            entry.hash().filter(hash::equals).isPresent() && entry.computedHash().equals(hash));
  }

  private Optional<AuditEntry> reduced(
      BinaryOperator<AuditEntry> choice, Predicate<AuditEntry> wanted) {
    try {
      if (!new PlainFiles(root).exists(".loopgen", "audit.jsonl")) {
        return Optional.empty();
      }
    } catch (IOException e) {
      throw new LedgerException("The ledger is not read: " + e.getMessage() + ".", e);
    }
    try (Stream<AuditEntry> entries = Loopgen.ledger(root).entries()) {
      return entries.filter(wanted).reduce(choice);
    }
  }
}
