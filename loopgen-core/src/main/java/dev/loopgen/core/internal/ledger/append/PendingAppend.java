package dev.loopgen.core.internal.ledger.append;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An append that waits for its entry to be written, and then its result. Thread-safe. */
public final class PendingAppend extends QueueTicket {

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

  public String entryId() {
    return entryId;
  }

  /** Returns the entry prepared for the usual case of one parent. */
  UnlinkedEntry template() {
    return template;
  }

  /** Completes the append; the waiting thread builds the entry itself. */
  void succeed(Supplier<AuditEntry> entry) {
    outcome = entry;
  }

  /** Ends the append because its facts are not acceptable. */
  public void refuse(String why) {
    outcome =
        () -> {
          throw new IllegalArgumentException(why);
        };
  }

  /** Fails the append; the waiting thread throws its own exception with this cause. */
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

  /** Returns the entry, or throws the reason for the failure. */
  AuditEntry result() {
    Supplier<AuditEntry> known = outcome;
    if (known == null) {
      throw new IllegalStateException("the append of " + entryId + " is not complete");
    }
    return known.get();
  }
}
