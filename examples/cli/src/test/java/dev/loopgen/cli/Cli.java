package dev.loopgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.Loopgen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A project, and the command: the runnable jar as its users start it, or within this JVM. */
final class Cli {

  private static final Path JAR = Path.of(System.getProperty("loopgen.jar", "target/loopgen.jar"));

  private final Path directory;
  private final Path jar;

  private Cli(Path directory, Path jar) {
    this.directory = directory;
    this.jar = jar;
  }

  /** What a process printed and how it ended. */
  record Ended(int exit, String out, String err) {

    Ended exitsWith(int code) {
      assertThat(exit).as(out + err).isEqualTo(code);
      assertThat(out + err).doesNotContain("\tat ", "Exception in");
      return this;
    }
  }

  static Cli in(Path directory) {
    return new Cli(directory, JAR);
  }

  /** Uses a copy of the runnable jar alone, without what stands beside it. */
  Cli withJarIn(Path folder) throws IOException {
    return new Cli(directory, Files.copy(JAR, folder.resolve("loopgen.jar")));
  }

  /** Makes a repository whose loop {@code check} runs a command, with one commit. */
  static Cli project(Path directory, String command) throws IOException, InterruptedException {
    Cli cli = in(Files.createDirectories(directory));
    cli.git("init", "-q", "-b", "main");
    cli.write("src/app.txt", "one\n");
    cli.spec(command);
    cli.commit();
    return cli;
  }

  Cli spec(String command) throws IOException {
    return write(
        ".loopgen/loopgen.loop.yaml",
        "loops:\n  - id: check\n    verification:\n      commands: ['"
            + command.replace("'", "''")
            + "']\n    permissions: {forbiddenPaths: [secret]}\n");
  }

  Cli write(String file, String content) throws IOException {
    Files.createDirectories(directory.resolve(file).getParent());
    Files.writeString(directory.resolve(file), content);
    return this;
  }

  void commit() throws IOException, InterruptedException {
    commit("-A");
  }

  void commit(String... files) throws IOException, InterruptedException {
    git(Stream.concat(Stream.of("add"), Stream.of(files)).toArray(String[]::new));
    git("commit", "-qm", "work");
  }

  void git(String... arguments) throws IOException, InterruptedException {
    Ended ended = tryGit(arguments);
    assertThat(ended.exit).as(ended.out + ended.err).isZero();
  }

  /** Clones the last commit alone, which has no history to tell the repository by. */
  Cli shallow(Path clone) throws IOException, InterruptedException {
    git("clone", "-q", "--depth", "1", directory.toUri().toString(), clone.toString());
    return in(clone);
  }

  Ended tryGit(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.test"));
    command.addAll(List.of(arguments));
    return ended(new ProcessBuilder(command).directory(directory.toFile()));
  }

  /** The file that runs append to. */
  Path ledger() {
    return directory.resolve(".loopgen/audit.jsonl");
  }

  List<AuditEntry> entries() {
    try (Stream<AuditEntry> entries = Loopgen.ledger(directory).entries()) {
      return entries.toList();
    }
  }

  /** Runs the loop {@code check} in this JVM, which must pass. */
  AuditEntry run() {
    here("run", "--no-report", "check").exitsWith(0);
    List<AuditEntry> entries = entries();
    return entries.get(entries.size() - 1);
  }

  /** Executes a command in this JVM, with this project as its last argument. */
  Ended here(String... arguments) {
    return execute(
        Stream.concat(Stream.of(arguments), Stream.of(directory.toString()))
            .toArray(String[]::new));
  }

  /** Executes a command in this JVM, with this project as its last argument. */
  Ended here(Map<String, String> environment, String... arguments) {
    return execute(
        environment,
        Stream.concat(Stream.of(arguments), Stream.of(directory.toString()))
            .toArray(String[]::new));
  }

  /** Executes a command in this JVM. */
  static Ended execute(String... arguments) {
    return execute(System.getenv(), arguments);
  }

  private static Ended execute(Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Main.execute(out, err, environment, arguments);
    return new Ended(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  Ended loopgen(String... arguments) throws IOException, InterruptedException {
    return ended(process(arguments));
  }

  Ended loopgen(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder process = process(arguments);
    process.environment().putAll(environment);
    return ended(process);
  }

  ProcessBuilder process(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(directory.toFile());
  }

  static Ended ended(ProcessBuilder builder) throws IOException, InterruptedException {
    Path err = Files.createTempFile("loopgen", ".err");
    try {
      Process process = builder.redirectError(err.toFile()).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      return new Ended(exit, out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }
}
