package dev.loopgen.integrations;

import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.verify.CommandResult;
import io.micrometer.core.instrument.MeterRegistry;

// begin micrometer
record MeteredRuns(MeterRegistry meters) implements RunListener {

  @Override
  public void ended(int index, CommandResult result) {
    meters.timer("loopgen.command", "outcome", result.id()).record(result.duration());
  }

  @Override
  public void finished(RunResult result) {
    String loop = result.spec().id();
    String passed = String.valueOf(result.passed());
    meters.counter("loopgen.runs", "loop", loop, "passed", passed).increment();
    result
        .failures()
        .forEach(
            failure ->
                meters.counter("loopgen.failures", "loop", loop, "kind", failure.id()).increment());
  }
}
// end micrometer
