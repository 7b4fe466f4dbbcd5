package dev.loopgen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A repository with a committed loop, for tests that judge a change in it. */
public final class LoopProject {

  public static final String SPEC = ".loopgen/loopgen.loop.yaml";

  private final TestRepository repository;
  private final Path directory;

  private LoopProject(TestRepository repository, Path directory) {
    this.repository = repository;
    this.directory = directory;
  }

  /** Makes a repository whose loop runs {@code true} and forbids the patterns, and commits it. */
  public static LoopProject forbidding(Path root, String... patterns) {
    LoopProject project = uncommitted(root, loop("true", patterns));
    project.repository.write("src/app.txt", "one\n").commitAll("first");
    return project;
  }

  /** Makes a repository whose loop runs a command, and commits it. */
  public static LoopProject running(Path root, String... commands) {
    LoopProject project = uncommitted(root, loop(List.of(commands), 60));
    project.repository.write("src/app.txt", "one\n").commitAll("first");
    return project;
  }

  /** Makes a repository without commits that holds a spec. */
  public static LoopProject uncommitted(Path root, String spec) {
    TestRepository repository = TestRepository.init(root);
    repository.write(SPEC, spec);
    return new LoopProject(repository, repository.root());
  }

  /** Looks at a project inside an existing repository. */
  public static LoopProject at(TestRepository repository, Path directory) {
    return new LoopProject(repository, directory);
  }

  public static String loop(String command, String... forbidden) {
    return loop(List.of(command), 60, forbidden);
  }

  public static String loop(List<String> commands, double timeoutSeconds, String... forbidden) {
    return "loops:\n  - id: check\n    verification:\n      commands: ["
        + commands.stream().map(LoopProject::quoted).collect(Collectors.joining(", "))
        + "]\n    stopCriteria: {timeoutMinutes: "
        + timeoutSeconds / 60
        + "}\n    permissions:\n      forbiddenPaths: ["
        + Arrays.stream(forbidden).map(LoopProject::quoted).collect(Collectors.joining(", "))
        + "]\n";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  public TestRepository repository() {
    return repository;
  }

  public Path directory() {
    return directory;
  }

  public AuditLedger ledger() {
    return Loopgen.ledger(directory);
  }

  public RunResult run() {
    return run(RunRequest.of("check"));
  }

  public RunResult run(RunRequest request) {
    return run(Trust.local(), request);
  }

  public RunResult run(Trust trust, RunRequest request) {
    return run(Loopgen.runner(directory).trust(trust), request);
  }

  public RunResult run(Map<String, String> environment) {
    return run(Loopgen.runner(directory).environment(environment), RunRequest.of("check"));
  }

  private static RunResult run(LoopRunnerBuilder runner, RunRequest request) {
    try {
      return runner.build().run(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asserts that the change passes, with an entry that says so. */
  public RunResult passes() {
    RunResult result = run();
    assertThat(result.failures()).isEmpty();
    assertThat(result.passed()).isTrue();
    assertThat(result.entry().orElseThrow().passed()).isTrue();
    return result;
  }

  /** Asserts that the change is refused, with an entry that says so, and for this reason. */
  public <F extends Failure> F refuses(Class<F> reason) {
    RunResult result = run();
    assertThat(result.passed()).isFalse();
    assertThat(result.entry().orElseThrow().passed()).isFalse();
    assertThat(result.failures()).hasAtLeastOneElementOfType(reason);
    assertThat(ledger().verify().isIntact()).isTrue();
    return result.failures().stream()
        .filter(reason::isInstance)
        .map(reason::cast)
        .findFirst()
        .orElseThrow();
  }

  /** Asserts that the change is refused because it touches this path. */
  public void refusesPath(String path) {
    RunResult result = run();
    assertThat(result.passed()).isFalse();
    assertThat(result.failures())
        .filteredOn(Failure.ForbiddenPath.class::isInstance)
        .extracting(failure -> ((Failure.ForbiddenPath) failure).path())
        .contains(path);
    assertThat(result.entry().orElseThrow().passed()).isFalse();
  }
}
