package dev.loopgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CliProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemoryShortageTest {

  private static final int PATHS = 80_000;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"run check", "run --dry-run check", "audit check", "doctor"})
  void treeLargerThanTheHeap_endsWithASentenceAndTheCodeOfAnError(String command)
      throws IOException, InterruptedException {
    CliProject project = CliProject.project(directory.resolve("project"), "true");
    commitLargeTree(project);

    CliProject.Ended ended = start("16m", command.split(" ", -1)).exitsWith(2);

    assertThat(ended.err())
        .contains("loopgen: the memory is not enough: the heap is limited to ", "LOOPGEN_HEAP")
        .hasLineCount(1);
  }

  @Test
  void errorOfAnotherThread_endsTheProcessToo() throws IOException, InterruptedException {
    CliProject.Ended ended = java("64m", Threads.class.getName()).exitsWith(2);

    assertThat(ended.err()).startsWith("loopgen: the memory is not enough").hasLineCount(1);
  }

  @Test
  void caused_errorInsideOfExceptions_isFound() {
    assertThat(MemoryShortage.caused(new CompletionException(new OutOfMemoryError()))).isTrue();
    assertThat(MemoryShortage.caused(new IllegalStateException())).isFalse();
  }

  /** A thread that runs out of memory while the main thread waits for what it would do. */
  static final class Threads {

    private Threads() {}

    public static void main(String[] arguments) throws InterruptedException {
      MemoryShortage.endsTheProcess();
      Thread thread = new Thread(() -> allocate(1 << 30));
      thread.start();
      Thread.currentThread().join();
    }

    private static byte[] allocate(int size) {
      return new byte[size];
    }
  }

  /** Stages a tree without any of its files, whose paths alone take 16 MB. */
  private void commitLargeTree(CliProject project) throws IOException, InterruptedException {
    StringBuilder entries = new StringBuilder();
    String blob = "100644 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391\t" + "d".repeat(190) + "/";
    for (int i = 0; i < PATHS; i++) {
      entries.append(blob).append(i).append('\n');
    }
    Path file = Files.writeString(directory.resolve("entries"), entries);
    Path root = directory.resolve("project");
    CliProject.ended(
            new ProcessBuilder("git", "hash-object", "-w", "/dev/null").directory(root.toFile()))
        .exitsWith(0);
    CliProject.ended(
            new ProcessBuilder("git", "update-index", "--index-info")
                .directory(root.toFile())
                .redirectInput(file.toFile()))
        .exitsWith(0);
    project.git("commit", "-qm", "many");
  }

  private CliProject.Ended start(String heap, String... arguments)
      throws IOException, InterruptedException {
    return java(heap, "dev.loopgen.cli.Main", arguments);
  }

  private CliProject.Ended java(String heap, String main, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heap,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            main);
    process.command().addAll(List.of(arguments));
    Path project = directory.resolve("project");
    process.directory((Files.exists(project) ? project : directory).toFile());
    return CliProject.ended(process);
  }
}
