package dev.loopgen.core.internal.ledger.append;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Facts that wait to become an entry, and later how that went. Thread-safe. */
final class PendingAppend extends QueueTicket {

  private final Json.Obj facts;
  private final String entryId;
  private final UnlinkedEntry template;
  private volatile @Nullable Supplier<AuditEntry> outcome;

  PendingAppend(Json.Obj facts) {
    this.facts = facts;
    this.entryId =
        facts
            .string("entryId")
            .orElseThrow(() -> new IllegalArgumentException("the facts have no entryId"));
    this.template = new UnlinkedEntry(facts);
  }

  Json.Obj facts() {
    return facts;
  }

  String entryId() {
    return entryId;
  }

  /** Returns the entry behind one parent, which is most of them. */
  UnlinkedEntry template() {
    return template;
  }

  /** Succeeds; the waiting thread makes the entry itself. */
  void succeed(Supplier<AuditEntry> entry) {
    outcome = entry;
  }

  void refuse(String why) {
    outcome =
        () -> {
          throw new IllegalArgumentException(why);
        };
  }

  /** Each waiting thread throws an exception of its own. */
  void fail(Throwable why) {
    outcome =
        () -> {
          throw why instanceof LedgerException
              ? new LedgerException(String.valueOf(why.getMessage()), why)
              : new IllegalStateException(why);
        };
  }

  boolean isDone() {
    return outcome != null;
  }

  /** Returns the entry, or throws why there is none. */
  AuditEntry result() {
    Supplier<AuditEntry> known = outcome;
    if (known == null) {
      throw new IllegalStateException("the append of " + entryId + " is not done");
    }
    return known.get();
  }
}
