package dev.loopgen.quickstart;

// begin README
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;

/** Runs the loop test-repair on the repository in the current directory. */
public final class Embedding {

  public static void main(String[] arguments) throws InterruptedException {
    LoopRunner runner = Loopgen.runner(Path.of(".")).build();
    RunResult result = runner.run(RunRequest.of("test-repair"));
    result.failures().forEach(failure -> System.err.println(failure.describe()));
    System.exit(result.passed() ? 0 : 1);
  }
}
// end README
