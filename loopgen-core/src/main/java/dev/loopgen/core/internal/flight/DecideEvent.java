package dev.loopgen.core.internal.flight;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateDecision;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

@Name("dev.loopgen.Decide")
@Label("Decide")
@Description("One decision of a gate")
final class DecideEvent extends LoopgenEvent {

  @Label("Decision")
  @Nullable String decision;

  @Label("Findings")
  int findings;

  @Label("Broken")
  @Description("How many findings are of a broken rule")
  int broken;

  @Label("Undecided")
  @Description("How many findings are undecided")
  int undecided;

  static GateDecision around(Work<GateDecision> deciding) throws InterruptedException {
    DecideEvent event = new DecideEvent();
    return event.isEnabled() ? event.around(deciding, event::set) : deciding.call();
  }

  private void set(GateDecision made) {
    decision = made.id();
    findings = made.findings().size();
    broken = count(made, Finding.Outcome.BROKEN);
    undecided = count(made, Finding.Outcome.UNDECIDED);
  }

  private static int count(GateDecision made, Finding.Outcome outcome) {
    return (int) made.findings().stream().filter(it -> it.outcome() == outcome).count();
  }
}
