package dev.loopgen.cli.hook;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.cli.support.TrustOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A run in a process of its own, which goes on when the hook has to answer. What it prints is a
 * claim: the commands that it runs belong to the same user, and can write to its standard output.
 */
final class DetachedRun {

  private static final List<Path> SETSID =
      List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

  private final String mainClass;
  private final Path project;
  private final @Nullable String loop;
  private final TrustOptions trust;
  private final Map<String, String> environment;

  /**
   * @param mainClass the class that starts the command line
   * @param loop the loop, or null for the only one
   * @param environment the environment of the run
   */
  DetachedRun(
      String mainClass,
      Path project,
      @Nullable String loop,
      TrustOptions trust,
      Map<String, String> environment) {
    this.mainClass = mainClass;
    this.project = project;
    this.loop = loop;
    this.trust = trust;
    this.environment = environment;
  }

  /**
   * What came of it.
   *
   * @param process the process, which may still run
   * @param result what was printed; empty if it still runs or printed no result
   * @param complaint what it said instead
   */
  record Outcome(ProcessHandle process, Optional<Json.Obj> result, String complaint) {}

  /** Starts the run and waits for it. */
  Outcome start(Duration within) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command()).directory(project.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    CompletableFuture<byte[]> out = Background.start(process.getInputStream()::readAllBytes);
    CompletableFuture<byte[]> err = Background.start(process.getErrorStream()::readAllBytes);
    try {
      byte[] printed = out.get(within.toMillis(), TimeUnit.MILLISECONDS);
      String said = new String(err.get(1, TimeUnit.SECONDS), StandardCharsets.UTF_8).strip();
      return new Outcome(process.toHandle(), result(printed), said);
    } catch (TimeoutException goesOn) {
      return new Outcome(process.toHandle(), Optional.empty(), "");
    } catch (ExecutionException e) {
      throw new IOException("The output of the run cannot be read.", e);
    }
  }

  /** Returns the environment of the run. */
  Map<String, String> environment() {
    return environment;
  }

  /**
   * Tells whether a process may be a run like this one: anybody can write down the number of
   * another. Where the platform shows the arguments of processes, those have to be the run's.
   */
  boolean mayBe(ProcessHandle process) {
    Optional<String> own = ProcessHandle.current().info().command();
    Optional<List<String>> arguments = process.info().arguments().map(List::of);
    return own.isPresent()
        && process.info().command().equals(own)
        && arguments.map(given -> given.containsAll(essentials())).orElse(true);
  }

  private List<String> essentials() {
    return List.of(mainClass, "run", project.toString());
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    SETSID.stream()
        .filter(Files::isExecutable)
        .findFirst()
        .ifPresent(path -> command.add(path.toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(List.of("run", "--json"));
    command.addAll(trust.arguments());
    if (loop != null) {
      command.add(loop);
    }
    command.add(project.toString());
    return command;
  }

  private static Optional<Json.Obj> result(byte[] printed) {
    try {
      String line = new String(printed, StandardCharsets.UTF_8).strip();
      return Json.parse(line.getBytes(StandardCharsets.UTF_8)) instanceof Json.Obj object
          ? Optional.of(object)
          : Optional.empty();
    } catch (InvalidJsonException noResult) {
      return Optional.empty();
    }
  }
}
