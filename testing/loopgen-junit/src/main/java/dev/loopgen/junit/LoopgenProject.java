package dev.loopgen.junit;

import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.Attestations;
import dev.loopgen.core.GateBuilder;
import dev.loopgen.core.LoopRunnerBuilder;
import dev.loopgen.core.Loopgen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A git repository for one test, made with the {@code git} of the machine and shut off from the
 * machine's own settings. Its branch is {@code main}, its commits have one author and the fixed
 * time, so equal steps give equal ids.
 *
 * <pre>{@code
 * project
 *     .loop("check", "sh test.sh")
 *     .forbid("secrets/")
 *     .write("test.sh", "test -f greeting\n")
 *     .commit("Start")
 *     .write("greeting", "hello\n");
 * assertThat(project.run()).passed();
 * }</pre>
 *
 * <p>Methods that change the project return it. Not thread-safe.
 */
public final class LoopgenProject {

  /** The time at which everything happens: 2026-01-01, midnight in UTC. */
  public static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private static final String SPEC = ".loopgen/loopgen.loop.yaml";

  /** What commands need to be found and to run; nothing of a CI job that runs the test. */
  private static final Set<String> PASSED_ON =
      Set.of(
          "PATH",
          "HOME",
          "LANG",
          "LC_ALL",
          "JAVA_HOME",
          "TMPDIR",
          "TMP",
          "TEMP",
          "SYSTEMROOT",
          "COMSPEC",
          "PATHEXT",
          "USERPROFILE",
          "PROGRAMFILES",
          "APPDATA",
          "LOCALAPPDATA");

  private final Path directory;
  private final GitCommands git;
  private final Clock clock = Clock.fixed(TIME, ZoneOffset.UTC);
  private final AtomicInteger runs = new AtomicInteger();
  private final SpecText spec = new SpecText();

  private LoopgenProject(Path directory) {
    this.directory = directory;
    this.git = new GitCommands(directory, TIME);
  }

  static LoopgenProject create() {
    try {
      LoopgenProject project =
          new LoopgenProject(Files.createTempDirectory("loopgen-test-").toRealPath());
      project.git("init", "-q", "-b", "main");
      return project;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns where the project is.
   *
   * @return the root of the work tree
   */
  public Path directory() {
    return directory;
  }

  /**
   * Returns the clock of runs and commits.
   *
   * @return a clock that always shows {@link #TIME}
   */
  public Clock clock() {
    return clock;
  }

  /**
   * Writes the spec of one loop. Not committed yet: what counts is the spec of the base.
   *
   * @param id the id of the loop
   * @param commands its command lines, at least one
   * @return this project
   */
  public LoopgenProject loop(String id, String... commands) {
    return write(SPEC, spec.loop(id, commands));
  }

  /**
   * Adds patterns of paths that the loop forbids, and writes the spec again.
   *
   * @param patterns the patterns
   * @return this project
   * @throws IllegalStateException if {@link #loop} was not called before
   */
  public LoopgenProject forbid(String... patterns) {
    return write(SPEC, spec.forbid(patterns));
  }

  /**
   * Writes a file, with its directories, into the work tree.
   *
   * @param path its path in the project
   * @param content its content
   * @return this project
   * @throws IllegalArgumentException if the path leads out of the project
   */
  public LoopgenProject write(String path, String content) {
    try {
      Path file = inside(path);
      Files.createDirectories(file.resolve("..").normalize());
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Deletes a file of the work tree.
   *
   * @param path its path in the project
   * @return this project
   * @throws IllegalArgumentException if the path leads out of the project
   */
  public LoopgenProject delete(String path) {
    try {
      Files.delete(inside(path));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a file of the work tree.
   *
   * @param path its path in the project
   * @return its content
   * @throws IllegalArgumentException if the path leads out of the project
   */
  public String read(String path) {
    try {
      return Files.readString(inside(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path inside(String path) {
    Path file = directory.resolve(path).normalize();
    if (!file.startsWith(directory) || file.equals(directory)) {
      throw new IllegalArgumentException(path + " is not a path inside the project.");
    }
    return file;
  }

  /**
   * Commits everything in the work tree, also if nothing has changed.
   *
   * @param message the message
   * @return this project
   */
  public LoopgenProject commit(String message) {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", message);
    return this;
  }

  /**
   * Runs git in the project.
   *
   * @param arguments its arguments
   * @return what it printed, without surrounding white space
   * @throws IllegalStateException if it cannot be started or fails; the message has its output
   */
  public String git(String... arguments) {
    return git.run(arguments);
  }

  /**
   * Returns the commit at HEAD.
   *
   * @return its id
   */
  public GitId head() {
    return Loopgen.judgedCommit(directory).commit();
  }

  /**
   * Returns the tree that a run in a checkout of HEAD judges.
   *
   * @return its id
   */
  public GitId headTree() {
    return Loopgen.judgedCommit(directory).tree();
  }

  /**
   * Starts to build a runner: with the fixed clock, the ids {@code run-1}, {@code run-2} and so on,
   * and of the environment only what commands need to be found and to run.
   *
   * @return a builder, to be changed at will
   */
  public LoopRunnerBuilder runner() {
    return Loopgen.runner(directory)
        .clock(clock)
        .environment(environment())
        .ids(() -> "run-" + runs.incrementAndGet());
  }

  static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> !PASSED_ON.contains(name.toUpperCase(Locale.ROOT)));
    return environment;
  }

  /**
   * Runs the only loop of the spec.
   *
   * @return the verdict
   * @throws InterruptedException if the test is interrupted
   */
  public RunResult run() throws InterruptedException {
    return runner().build().run(RunRequest.builder().build());
  }

  /**
   * Starts to build a gate with the fixed clock.
   *
   * @return a builder, to be changed at will
   */
  public GateBuilder gate() {
    return Loopgen.gate(directory).clock(clock);
  }

  /**
   * Decides with the policy of the base, or that of local evidence.
   *
   * @param loop a loop that must have passed for this very tree
   * @return the decision
   * @throws InterruptedException if the test is interrupted
   */
  public GateDecision decide(String loop) throws InterruptedException {
    return gate().require(loop).build().decide();
  }

  /**
   * Returns the ledger of the project.
   *
   * @return the ledger, which may not exist yet
   */
  public AuditLedger ledger() {
    return Loopgen.ledger(directory);
  }

  /**
   * Returns the bundles of the project.
   *
   * @return the bundles; there may be none
   */
  public Attestations attestations() {
    return Loopgen.attestations(directory);
  }

  /** Deletes the whole project. */
  void delete() {
    FileTree.delete(directory);
  }

  @Override
  public String toString() {
    return "project in " + directory;
  }
}
