package dev.loopgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The runnable jar, started as its users start it. */
final class Cli {

  private static final Path JAR = Path.of(System.getProperty("loopgen.jar", "target/loopgen.jar"));

  private final Path directory;

  private Cli(Path directory) {
    this.directory = directory;
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
    return new Cli(directory);
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
    git("add", "-A");
    git("-c", "user.name=t", "-c", "user.email=t@example.test", "commit", "-qm", "work");
  }

  void git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Ended ended = ended(new ProcessBuilder(command).directory(directory.toFile()));
    assertThat(ended.exit).as(ended.err).isZero();
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
    command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
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
