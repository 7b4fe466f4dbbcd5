package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.json.InvalidJsonException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a chain line by line. */
final class ChainVerifier {

  private @Nullable String head;
  private final Set<String> ids = new HashSet<>();
  private long index;

  /** Reads lines to their end, or to the first that breaks the chain. */
  ChainStatus verify(LineReader lines) throws IOException {
    LineReader.Line line = lines.next();
    while (line != null) {
      LineReader.Line following = lines.next();
      Optional<ChainStatus> broken = check(line, following == null);
      if (broken.isPresent()) {
        return broken.get();
      }
      index++;
      line = following;
    }
    return head == null ? new ChainStatus.Empty() : new ChainStatus.Intact(index, head);
  }

  private Optional<ChainStatus> check(LineReader.Line line, boolean last) {
    AuditEntry entry;
    try {
      entry = EntryParser.parse(line.bytes());
    } catch (InvalidJsonException e) {
      boolean torn = last && !line.terminated();
      return Optional.of(
          torn
              ? new ChainStatus.TornTail(index, line.number())
              : new ChainStatus.Malformed(index, line.number(), String.valueOf(e.getMessage())));
    }
    Optional<String> malformation = EntryParser.malformation(entry);
    if (malformation.isPresent()) {
      return Optional.of(new ChainStatus.Malformed(index, line.number(), malformation.get()));
    }
    return checkLink(entry, line.number());
  }

  private Optional<ChainStatus> checkLink(AuditEntry entry, long line) {
    if (!entry.prevHash().equals(Optional.ofNullable(head))) {
      return Optional.of(new ChainStatus.BrokenLink(index, line));
    }
    if (!entry.hash().equals(Optional.of(entry.computedHash()))) {
      return Optional.of(new ChainStatus.Edited(index, line));
    }
    if (!ids.add(entry.entryId().orElseThrow())) {
      return Optional.of(
          new ChainStatus.Malformed(index, line, "its entryId is the one of an earlier entry"));
    }
    if (!EntryParser.isConsistent(entry)) {
      return Optional.of(new ChainStatus.Inconsistent(index, line));
    }
    head = entry.hash().orElseThrow();
    return Optional.empty();
  }
}
