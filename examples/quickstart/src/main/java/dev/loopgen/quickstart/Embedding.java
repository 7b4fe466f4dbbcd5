package dev.loopgen.quickstart;

import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;

/** The shortest way to embed loopgen; the README shows the lines between the marks. */
final class Embedding {

  private Embedding() {}

  public static void main(String[] arguments) throws InterruptedException {
    // begin README
    LoopRunner runner = Loopgen.runner(Path.of(".")).build();
    RunResult result = runner.run(RunRequest.of("test-repair"));
    result.failures().forEach(failure -> System.err.println(failure.describe()));
    System.exit(result.passed() ? 0 : 1);
    // end README
  }
}
