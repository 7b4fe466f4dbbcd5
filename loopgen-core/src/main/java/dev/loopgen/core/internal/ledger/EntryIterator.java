package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.ledger.file.LineReader;
import java.io.IOException;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a ledger one by one, ignoring a cut-off last line. */
public final class EntryIterator extends AbstractSpliterator<AuditEntry> {

  private final String ledger;
  private final LineReader lines;
  private final Function<IOException, LedgerException> unreadable;

  /**
   * Creates an iterator.
   *
   * @param ledger a name of the ledger for people, as in "the ledger NAME"
   * @param unreadable creates the exception for a ledger that cannot be read
   */
  public EntryIterator(
      String ledger, LineReader lines, Function<IOException, LedgerException> unreadable) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.ledger = ledger;
    this.unreadable = unreadable;
    this.lines = lines;
  }

  /** Returns the entries as a stream, which closes the lines. */
  public Stream<AuditEntry> stream() {
    return StreamSupport.stream(this, false).onClose(this::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super AuditEntry> action) {
    LineReader.Line line = next();
    if (line == null) {
      return false;
    }
    AuditEntry entry;
    try {
      entry = EntryRules.read(line.bytes());
    } catch (InvalidJsonException e) {
      if (!line.terminated() && EntryRules.isCutOff(line.bytes())) {
        return false;
      }
      throw damaged(line.number(), e);
    }
    action.accept(entry);
    return true;
  }

  private LineReader.@Nullable Line next() {
    try {
      return lines.next();
    } catch (IOException e) {
      throw unreadable.apply(e);
    }
  }

  private LedgerException damaged(long line, InvalidJsonException e) {
    return new LedgerException(
        "Line "
            + line
            + " of the ledger "
            + ledger
            + " is not an entry: "
            + e.getMessage()
            + ". Restore the ledger from a copy you trust, for example from git.",
        e);
  }

  private void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw unreadable.apply(e);
    }
  }
}
