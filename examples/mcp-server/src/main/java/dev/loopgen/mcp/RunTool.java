package dev.loopgen.mcp;

import dev.loopgen.api.run.RunJson;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Runs a loop on the work tree. One run at a time: two would see each other's files as drift. */
final class RunTool implements ProjectTool {

  private static final int MAX_TEXT = 8_000;

  private final ServedProject project;
  private final ReentrantLock turn = new ReentrantLock(true);

  RunTool(ServedProject project) {
    this.project = project;
  }

  @Override
  public String name() {
    return "run";
  }

  @Override
  public String description() {
    return "Runs the commands of a loop on the work tree, judges the whole change since its base"
        + " and records the run. Call it when the work is done. The change passed only if the"
        + " answer says passed: true.";
  }

  @Override
  public String outputSchema() {
    return "run.schema.json";
  }

  @Override
  public boolean runsALoop() {
    return true;
  }

  @Override
  public ToolAnswer call(Optional<String> loop, RunListener listener) throws InterruptedException {
    RunRequest.Builder request = RunRequest.builder().specFile(project.specFile());
    loop.ifPresent(request::loop);
    turn.lockInterruptibly();
    try {
      RunResult result =
          Loopgen.runner(project.root())
              .trust(project.trust())
              .isolation(project.isolation())
              .environment(project.environment())
              .listener(listener)
              .build()
              .run(request.build());
      return new ToolAnswer(RunJson.of(result), result.feedback(MAX_TEXT));
    } finally {
      turn.unlock();
    }
  }
}
