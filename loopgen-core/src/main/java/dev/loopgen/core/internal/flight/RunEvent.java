package dev.loopgen.core.internal.flight;

import dev.loopgen.api.run.RunResult;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

@Name("dev.loopgen.Run")
@Label("Run")
@Description("A run, from its preparation to its reports")
final class RunEvent extends LoopgenEvent {

  @Label("Run Id")
  @Description("The id of the run and of its entry; null if an error ended it")
  @Nullable String runId;

  @Label("Loop Id")
  @Nullable String loopId;

  @Label("Driven")
  @Description("Whether a model made the change")
  boolean driven;

  @Label("Dry Run")
  boolean dryRun;

  @Label("Passed")
  boolean passed;

  @Label("Commands")
  int commands;

  @Label("Changes")
  @Description("How many paths differ from the base")
  int changes;

  @Label("Failures")
  int failures;

  @Label("Warnings")
  int warnings;

  @Label("Attestation")
  @Description("What became of the attestation")
  @Nullable String attestation;

  static RunResult around(Work<RunResult> run) throws InterruptedException {
    RunEvent event = new RunEvent();
    return event.isEnabled() ? event.around(run, event::set) : run.call();
  }

  private void set(RunResult result) {
    runId = result.facts().string("entryId").map(LoopgenEvent::bounded).orElse(null);
    loopId = bounded(result.spec().id());
    driven = result.driven().isPresent();
    dryRun = result.entry().isEmpty();
    passed = result.passed();
    commands = result.verification().commands().size();
    changes = result.changes().size();
    failures = result.failures().size();
    warnings = result.warnings().size();
    attestation = result.attestation().id();
  }
}
