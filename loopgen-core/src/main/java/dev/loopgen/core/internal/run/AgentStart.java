package dev.loopgen.core.internal.run;

import dev.loopgen.api.agent.AgentLaunch;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.isolation.Isolation.Level;
import dev.loopgen.api.isolation.Isolation.Network;
import dev.loopgen.api.verify.Redactor;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.core.internal.exec.AgentProcess;
import dev.loopgen.core.internal.isolation.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Starts an agent beside a run: in a sandbox of its own, unless the run has no isolation. */
final class AgentStart {

  private final RunPipeline.Parts parts;
  private final PreparedRun run;
  private final Redactor redactor;

  AgentStart(RunPipeline.Parts parts, PreparedRun run, Redactor redactor) {
    this.parts = parts;
    this.run = run;
    this.redactor = redactor;
  }

  /**
   * Starts an agent.
   *
   * @throws dev.loopgen.api.IsolationException if it cannot be isolated
   */
  AgentProcess start(AgentLaunch launch) throws InterruptedException {
    Path project = run.project().real();
    Map<String, String> mine = environment(launch);
    if (parts.isolation().level() == Level.NONE) {
      return AgentProcess.start(launch.command(), project, mine, Optional.empty(), redactor);
    }
    Map<String, String> environment = AgentProcess.isolatedVariables(mine, launch.variables());
    Sandbox sandbox =
        Sandbox.open(isolation(launch.network()), project, environment, launch.writable());
    boolean started = false;
    try {
      AgentProcess process =
          AgentProcess.start(
              launch.command(), project, environment, Optional.of(sandbox), redactor);
      started = true;
      return process;
    } finally {
      if (!started) {
        sandbox.close();
      }
    }
  }

  /** Returns the variables that a command of the loop would have. */
  private Map<String, String> environment(AgentLaunch launch) {
    Duration limit = run.spec().loop().commandTimeout();
    return new VerificationRequest(
            run.project().real(),
            List.of(launch.command()),
            limit,
            limit,
            parts.environment(),
            parts.listener(),
            Set.of(),
            Isolation.NONE)
        .commandEnvironment();
  }

  /** Returns the isolation of the commands, with all of the work tree read-only. */
  private Isolation isolation(Network network) {
    Isolation asked = parts.isolation();
    Isolation.Builder isolation = Isolation.builder(Level.SANDBOX).readOnly(run.workTree().root());
    asked.readOnly().forEach(isolation::readOnly);
    asked.hidden().forEach(isolation::hide);
    asked.unmasked().forEach(isolation::unmask);
    return network == Network.NONE ? isolation.withoutNetwork().build() : isolation.build();
  }
}
