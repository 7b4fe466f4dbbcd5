package dev.loopgen.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.core.Loopgen;
import dev.loopgen.testkit.RecordingVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything about a run but its commands: what the flight recorder of the JDK saw of it. */
final class IsolationIT {

  @TempDir private Path scratch;
  private Path repository;

  @BeforeEach
  void makeARepository() throws Exception {
    repository = Files.createDirectory(scratch.resolve("r")).toRealPath();
    git("init", "-q");
    Files.writeString(repository.resolve("a.txt"), "a");
    git("add", "-A");
    git("-c", "user.name=t", "-c", "user.email=t@example.test", "commit", "-qm", "first");
    Files.writeString(repository.resolve("a.txt"), "b");
  }

  @Test
  void run_startsNoProcess() throws Exception {
    assertThat(recorded("jdk.ProcessStart")).isEmpty();
  }

  @Test
  void run_writesOnlyItsOwnFiles() throws Exception {
    Path own = repository.resolve(".loopgen");
    Path ownInGit = repository.resolve(".git").resolve("loopgen");
    Map<String, String> before = files();

    List<RecordedEvent> writes = recorded("jdk.FileWrite");

    assertThat(writes)
        .extracting(event -> Path.of(event.getString("path")))
        .isNotEmpty()
        .allMatch(path -> path.startsWith(own) || path.startsWith(ownInGit));
    Map<String, String> after = files();
    after.keySet().removeIf(name -> name.matches("(\\.loopgen|\\.git/loopgen)/.*"));
    assertThat(after).isEqualTo(before);
  }

  @Test
  void run_leavesNoThread() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();

    judge();

    assertThat(Thread.getAllStackTraces().keySet()).isSubsetOf(before);
  }

  private List<RecordedEvent> recorded(String event) throws Exception {
    Path file = scratch.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(event).withThreshold(Duration.ZERO);
      recording.start();
      judge();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(seen -> seen.getEventType().getName().equals(event))
        .toList();
  }

  private void judge() throws InterruptedException {
    LoopSpec spec = LoopSpec.builder("look").command("anything").forbid("**/secret").build();
    RunResult result =
        Loopgen.runner(repository)
            .verifier(new RecordingVerifier())
            .build()
            .run(RunRequest.builder().spec(spec).build());
    assertThat(result.passed()).as(result.failures().toString()).isTrue();
  }

  /** Every file below the scratch directory's repository and when it was last written. */
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(repository)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(
            repository.relativize(file).toString(), Files.getLastModifiedTime(file).toString());
      }
    }
    return files;
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(repository.toFile()).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }
}
