package dev.loopgen.core.internal.gate;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.ledger.file.LineReader;
import dev.loopgen.core.internal.ledger.history.CommittedLedger;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The ledger at the base of a change. The change cannot write it.
 *
 * @param text its text
 * @param graph the links between its entries
 */
public record BaseLedger(byte[] text, EntryGraph graph) {

  static BaseLedger of(byte[] text) {
    return new BaseLedger(text, CommittedLedger.graph(text));
  }

  boolean isEmpty() {
    return graph.size() == 0;
  }

  Set<Sha256> roots() {
    return graph.roots().collect(Collectors.toSet());
  }

  /** Returns an anchor that requires every entry; empty if there is none. */
  Optional<Anchor> anchor() {
    return isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Anchor.Entries(
                "the base", graph.heads().collect(Collectors.toSet()), graph.size()));
  }

  /** Returns the root commits of the repositories that its entries name. */
  Set<String> rootCommits() {
    Set<String> roots = new HashSet<>();
    try (LineReader lines = new LineReader(new ByteArrayInputStream(text))) {
      for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
        entry(line).flatMap(EntryRules::rootCommit).ifPresent(roots::add);
      }
      return roots;
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
  }

  private static Optional<AuditEntry> entry(LineReader.Line line) {
    try {
      return Optional.of(EntryRules.read(line.bytes()));
    } catch (InvalidJsonException noEntry) {
      return Optional.empty();
    }
  }
}
