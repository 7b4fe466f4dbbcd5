package dev.loopgen.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real repository made with the git binary, shut off from the machine's own git settings. */
public final class TestRepository {

  private final Path root;

  private TestRepository(Path root) {
    this.root = root;
  }

  /** Makes an empty repository with the branch {@code main}. */
  public static TestRepository init(Path root) {
    TestRepository repository = new TestRepository(create(root));
    repository.git("init", "-q", "-b", "main");
    return repository;
  }

  /** Wraps a directory that is, or is to become, a work tree. */
  public static TestRepository at(Path root) {
    return new TestRepository(root);
  }

  public Path root() {
    return root;
  }

  public Path path(String relative) {
    return root.resolve(relative);
  }

  /** Writes a file, making its directories. */
  public TestRepository write(String relative, String content) {
    try {
      Path file = path(relative);
      create(file.getParent());
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String read(String relative) {
    try {
      return Files.readString(path(relative));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stages everything and commits it; returns the commit's id. */
  public String commitAll(String message) {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", message);
    return git("rev-parse", "HEAD");
  }

  /** Runs git here and returns its trimmed output; a failure is an error of the test. */
  public String git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** Runs a shell script here and returns its trimmed output. */
  public String sh(String script) {
    return run(List.of("sh", "-c", script));
  }

  private String run(List<String> command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
      Map<String, String> environment = builder.environment();
      environment.keySet().removeIf(name -> name.startsWith("GIT_"));
      environment.put("GIT_CONFIG_NOSYSTEM", "1");
      environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
      environment.put("GIT_AUTHOR_NAME", "tester");
      environment.put("GIT_AUTHOR_EMAIL", "tester@example.test");
      environment.put("GIT_COMMITTER_NAME", "tester");
      environment.put("GIT_COMMITTER_EMAIL", "tester@example.test");
      Process process = builder.start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IllegalStateException(command + " exited with " + exit + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path create(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
