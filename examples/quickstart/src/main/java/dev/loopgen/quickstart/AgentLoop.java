package dev.loopgen.quickstart;

import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The code of docs/agent-loop.md. */
final class AgentLoop {

  private AgentLoop() {}

  // begin agentLoop
  static boolean repair(Path project, Consumer<String> agent, String task)
      throws InterruptedException {
    LoopRunner runner = Loopgen.runner(project).build();
    String feedback = "";
    for (int turn = 1; turn <= 5; turn++) {
      agent.accept(task + "\n\n" + feedback);
      RunResult result = runner.run(RunRequest.of("test-repair"));
      String reasons = result.feedback(4_000);
      if (result.passed() || reasons.equals(feedback)) {
        return result.passed();
      }
      feedback = reasons;
    }
    return false;
  }
  // end agentLoop
}
