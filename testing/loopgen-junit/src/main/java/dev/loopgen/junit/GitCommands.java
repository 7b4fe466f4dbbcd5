package dev.loopgen.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs git in a directory, shut off from the settings of machine and user. */
final class GitCommands {

  private static final String NONE =
      System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null";

  private final Path directory;
  private final Instant time;

  GitCommands(Path directory, Instant time) {
    this.directory = directory;
    this.time = time;
  }

  String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    isolate(builder.environment());
    try {
      return output(command, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("git cannot be run. Is it on the PATH?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while git ran", e);
    }
  }

  private static String output(List<String> command, Process process)
      throws IOException, InterruptedException {
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + " exited with code " + code + ": " + output);
    }
    return output;
  }

  private void isolate(Map<String, String> environment) {
    environment.keySet().removeIf(name -> name.startsWith("GIT_"));
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_CONFIG_GLOBAL", NONE);
    for (String role : List.of("AUTHOR", "COMMITTER")) {
      environment.put("GIT_" + role + "_NAME", "tester");
      environment.put("GIT_" + role + "_EMAIL", "tester@example.test");
      environment.put("GIT_" + role + "_DATE", time.toString());
    }
  }
}
