package dev.loopgen.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.LoopSpecs;
import dev.loopgen.core.Loopgen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A project in a repository whose loop {@code check} runs one command. */
final class McpProject {

  /** A command that never ends, and neither does its child, whose id it writes. */
  static final String ENDLESS = "sleep 10000 & echo $! > child.tmp && mv child.tmp child.pid; wait";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path directory;

  private McpProject(Path directory) {
    this.directory = directory;
  }

  static McpProject in(Path directory, String command) throws IOException, InterruptedException {
    McpProject project = new McpProject(Files.createDirectories(directory).toRealPath());
    project.git("init", "-q", "-b", "main");
    project.write("src/app.txt", "one\n");
    project.write(".gitignore", "*.tmp\n*.pid\n");
    project.write(
        ".loopgen/loopgen.loop.yaml",
        "loops:\n  - id: check\n    verification:\n      commands: ['"
            + command.replace("'", "''")
            + "']\n    permissions: {forbiddenPaths: [secret]}\n");
    project.git("add", "-A");
    project.git("commit", "-qm", "start");
    return project;
  }

  Path directory() {
    return directory;
  }

  Path write(String file, String content) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, content);
  }

  void git(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.test"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  ServedProject served() {
    return served(Isolation.NONE);
  }

  ServedProject served(Isolation isolation) {
    return new ServedProject(
        directory, Trust.local(), LoopSpecs.FILE, isolation, Map.copyOf(System.getenv()));
  }

  List<AuditEntry> entries() {
    try (Stream<AuditEntry> entries = Loopgen.ledger(directory).entries()) {
      return entries.toList();
    }
  }

  /** Waits until the endless command has a child, and returns it. */
  ProcessHandle child() throws IOException {
    Path file = directory.resolve("child.pid");
    until(() -> Files.exists(file));
    long id = Long.parseLong(Files.readString(file).strip());
    return ProcessHandle.of(id).orElseThrow();
  }

  static void until(BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("what was waited for did not happen").isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}
