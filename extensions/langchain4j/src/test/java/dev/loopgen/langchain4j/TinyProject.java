package dev.loopgen.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A project in a repository whose loop {@code check} runs one command.
 *
 * @param directory the project's directory
 */
record TinyProject(Path directory) {

  static TinyProject in(Path directory, String command) throws IOException, InterruptedException {
    TinyProject project = new TinyProject(directory);
    project.git("init", "-q", "-b", "main");
    project.spec(command);
    return project;
  }

  void spec(String command) throws IOException {
    write(
        ".loopgen/loopgen.loop.yaml",
        "loops:\n  - id: check\n    verification:\n      commands: ['" + command + "']\n");
  }

  void write(String file, String content) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  void commit() throws IOException, InterruptedException {
    git("add", "-A");
    git("commit", "-qm", "start");
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.test"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
