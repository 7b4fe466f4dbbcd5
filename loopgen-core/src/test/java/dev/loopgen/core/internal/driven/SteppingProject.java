package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.file.Path;
import java.util.Map;

/** A project that {@link SteppingModel} repairs; its main method is the process that is killed. */
final class SteppingProject {

  static final String RUN = "11111111-2222-3333-4444-555555555555";

  private SteppingProject() {}

  static TestRepository create(Path root) {
    TestRepository repository = TestRepository.init(root);
    repository
        .write(
            LoopProject.SPEC,
            "loops:\n  - id: check\n    verification:\n      commands: ['sh check.sh']\n"
                + "    stopCriteria: {maxIterations: 50, timeoutMinutes: 10}\n"
                + "    permissions: {forbiddenPaths: ['secrets/**']}\n")
        .write("src/app.txt", "none\n")
        .write(
            "check.sh", "cat src/app.txt; grep -q 'step " + SteppingModel.STEPS + "' src/app.txt\n")
        .commitAll("first");
    return repository;
  }

  static LoopRunner runner(Path project, ModelAdapter model) {
    return Loopgen.runner(project)
        .drivenBy(model, DrivenOptions.builder().maxIterations(50).build())
        .isolation(Isolation.NONE)
        .environment(Map.of("PATH", System.getenv("PATH")))
        .ids(() -> RUN)
        .build();
  }

  /** Runs the loop once, in the project that is named. */
  public static void main(String[] arguments) throws InterruptedException {
    Path project = Path.of(arguments[0]);
    runner(project, new SteppingModel(project)).run(RunRequest.of("check"));
  }
}
