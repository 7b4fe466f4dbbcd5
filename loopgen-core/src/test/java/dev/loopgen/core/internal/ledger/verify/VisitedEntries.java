package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.ledger.verify.template.EntryScanner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps the entries that it is shown, in order. */
final class VisitedEntries implements EntryVisitor {

  private final List<Json> entries = new ArrayList<>();

  List<Json> entries() {
    return entries;
  }

  @Override
  public void restart() {
    entries.clear();
  }

  @Override
  public Worker worker() {
    return new Reader();
  }

  private final class Reader implements Worker {

    private byte[] text = {};
    private List<Json> read = List.of();

    @Override
    public void begin(long position, byte[] lines) {
      text = lines;
      read = new ArrayList<>();
    }

    @Override
    public void sound(EntryScanner entry, int from, int to) {
      general(EntryRules.read(Arrays.copyOfRange(text, from, to)), from, to);
    }

    @Override
    public void general(AuditEntry entry, int from, int to) {
      read.add(entry.json());
    }

    @Override
    public Runnable end() {
      List<Json> chunk = read;
      return () -> entries.addAll(chunk);
    }
  }
}
