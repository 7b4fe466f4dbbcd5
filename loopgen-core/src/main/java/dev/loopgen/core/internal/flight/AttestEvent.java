package dev.loopgen.core.internal.flight;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.ledger.AuditEntry;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

@Name("dev.loopgen.Attest")
@Label("Attest")
@Description("The signature of a run's entry, with the services that it needs")
final class AttestEvent extends LoopgenEvent {

  @Label("Run Id")
  @Nullable String runId;

  @Label("Outcome")
  @Nullable String outcome;

  @Label("Bundles")
  int bundles;

  static AttestationOutcome around(AuditEntry entry, Work<AttestationOutcome> signing)
      throws InterruptedException {
    AttestEvent event = new AttestEvent();
    if (!event.isEnabled()) {
      return signing.call();
    }
    event.runId = entry.entryId().map(LoopgenEvent::bounded).orElse(null);
    return event.around(signing, event::set);
  }

  private void set(AttestationOutcome outcome) {
    this.outcome = outcome.id();
    bundles = outcome instanceof AttestationOutcome.Signed signed ? signed.bundles().size() : 0;
  }
}
