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
 * Reads of each entry only what is asked for, which takes a fraction of the time. What it is shown
 * are entries without the members that nobody asked for: their hash cannot be computed.
 */
public abstract class PartialEntryVisitor implements EntryVisitor {

  private final WantedMembers wanted;

  private record Part(AuditEntry entry, Place place) {}

  /** Asks for members of entries. */
  protected PartialEntryVisitor(WantedMembers wanted) {
    this.wanted = wanted;
  }

  /** Looks at the next entry, in the ledger's order; called by one thread at a time. */
  protected abstract void visit(AuditEntry part, Place place);

  @Override
  public final Worker worker() {
    return new PartReader();
  }

  private final class PartReader implements Worker {

    private final MemberReader members = new MemberReader(wanted);
    private List<Part> parts = new ArrayList<>();
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
      parts.add(new Part(entry, new Place(position + from, to - from)));
    }

    @Override
    public Runnable end() {
      List<Part> read = parts;
      return () -> read.forEach(part -> visit(part.entry(), part.place()));
    }
  }
}
