package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.LoopRunnerBuilder;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.testkit.model.ScriptedModel;
import dev.loopgen.testkit.model.ScriptedReply;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A project whose check fails until {@code src/app.txt} says "fixed", and runs that drive it. */
final class AppProject {

  static final String FIX =
      "{\"type\":\"write_file\",\"path\":\"src/app.txt\",\"content\":\"fixed\\n\"}";

  private AppProject() {}

  static LoopProject create(Path directory) {
    LoopProject project =
        LoopProject.uncommitted(
            directory, LoopProject.loop(List.of("sh check.sh"), 60, "secrets/**", ".env"));
    TestRepository repository = project.repository();
    repository.write("src/app.txt", "one\n");
    repository.write("check.sh", "cat src/app.txt; grep -q fixed src/app.txt\n");
    repository.write("secrets/key.txt", "k1\n");
    repository.write(".gitignore", ".env\nnode_modules/\n");
    repository.commitAll("first");
    return project;
  }

  static String actions(String... actions) {
    return "{\"reasoning\":\"because\",\"actions\":[" + String.join(",", actions) + "]}";
  }

  /** Returns a model that replies once, and crashes the run when it is asked again. */
  static ScriptedModel crashingAfter(String reply) {
    AtomicBoolean asked = new AtomicBoolean();
    return ScriptedModel.of(
        request -> {
          if (asked.getAndSet(true)) {
            throw new AssertionError("crash");
          }
          return ScriptedReply.of(reply);
        });
  }

  static LoopRunnerBuilder runner(LoopProject project, ModelAdapter model) {
    return runner(project, model, DrivenOptions.DEFAULT);
  }

  static LoopRunnerBuilder runner(LoopProject project, ModelAdapter model, DrivenOptions options) {
    return Loopgen.runner(project.directory())
        .drivenBy(model, options)
        .isolation(Isolation.NONE)
        .environment(Map.of("PATH", System.getenv("PATH"), "API_TOKEN", "tok_live_5f2c9a1177aa"));
  }

  static RunResult run(LoopRunnerBuilder runner) throws InterruptedException {
    return runner.build().run(RunRequest.of("check"));
  }

  static DrivenRun driven(RunResult result) {
    return result.driven().orElseThrow();
  }
}
