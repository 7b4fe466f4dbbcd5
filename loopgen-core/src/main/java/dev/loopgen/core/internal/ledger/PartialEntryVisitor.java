package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.LedgerReader.Place;
import dev.loopgen.core.internal.ledger.verify.EntryVisitor;
import dev.loopgen.core.internal.ledger.verify.template.EntryScanner;
import dev.loopgen.core.internal.ledger.verify.template.MemberReader;
import dev.loopgen.core.internal.ledger.verify.template.WantedMembers;
import java.util.ArrayList;
import java.util.List;

/**
 * Visits entries that hold only the wanted members, which takes a fraction of the time. The hash of
 * such a partial entry cannot be computed.
 */
public abstract class PartialEntryVisitor implements EntryVisitor {

  private final WantedMembers wanted;

  private record PlacedEntry(AuditEntry entry, Place place) {}

  /** Creates a visitor for the wanted members. */
  protected PartialEntryVisitor(WantedMembers wanted) {
    this.wanted = wanted;
  }

  /** Visits the next entry in ledger order; called by one thread at a time. */
  protected abstract void visit(AuditEntry part, Place place);

  @Override
  public final Worker worker() {
    return new PartReader();
  }

  private final class PartReader implements Worker {

    private final MemberReader members = new MemberReader(wanted);
    private List<PlacedEntry> parts = new ArrayList<>();
    private long position;

    @Override
    public void begin(long start, byte[] lines) {
      position = start;
      parts = new ArrayList<>();
    }

    @Override
    public void sound(EntryScanner entry, int from, int to) {
      general(new AuditEntry(members.read(entry)), from, to);
    }

    @Override
    public void general(AuditEntry entry, int from, int to) {
      parts.add(new PlacedEntry(entry, new Place(position + from, to - from)));
    }

    @Override
    public Runnable end() {
      List<PlacedEntry> read = parts;
      return () -> read.forEach(part -> visit(part.entry(), part.place()));
    }
  }
}
