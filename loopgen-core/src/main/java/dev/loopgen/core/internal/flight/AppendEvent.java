package dev.loopgen.core.internal.flight;

import dev.loopgen.api.ledger.AuditEntry;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

@Name("dev.loopgen.Append")
@Label("Append")
@Description("The append of a run's entry, until it is durable")
final class AppendEvent extends LoopgenEvent {

  @Label("Run Id")
  @Nullable String runId;

  @Label("Hash")
  @Description("The hash of the entry")
  @Nullable String hash;

  static AuditEntry around(Work<AuditEntry> append) throws InterruptedException {
    AppendEvent event = new AppendEvent();
    return event.isEnabled() ? event.around(append, event::set) : append.call();
  }

  private void set(AuditEntry entry) {
    runId = entry.entryId().map(LoopgenEvent::bounded).orElse(null);
    hash = entry.hash().map(LoopgenEvent::bounded).orElse(null);
  }
}
