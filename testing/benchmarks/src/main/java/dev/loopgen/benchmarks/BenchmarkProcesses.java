package dev.loopgen.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Starts programs in a directory, without the settings of the user who starts the benchmark. */
final class BenchmarkProcesses {

  private BenchmarkProcesses() {}

  /** The standard input of a program. */
  interface Input {

    /** No input. */
    Input NONE = out -> {};

    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Runs a program to its end and drops its output.
   *
   * @return the number of bytes it printed
   * @throws IllegalStateException if its exit code is not 0
   */
  static long run(Path directory, Input input, List<String> command) {
    ProcessBuilder builder = builder(directory, command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = builder.start();
      Thread writer = new Thread(() -> write(process, input), "input of " + command.get(0));
      writer.start();
      long printed = process.getInputStream().transferTo(OutputStream.nullOutputStream());
      writer.join();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + " ended with " + process.exitValue());
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Prepares to start a program on the Java of this process. */
  static ProcessBuilder builder(Path directory, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    return builder;
  }

  private static void write(Process process, Input input) {
    try (OutputStream out = new BufferedOutputStream(process.getOutputStream(), 1 << 16)) {
      input.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
