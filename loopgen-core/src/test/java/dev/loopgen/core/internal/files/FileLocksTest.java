package dev.loopgen.core.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.core.fixture.JavaProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
@Tag("slow")
final class FileLocksTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir private Path directory;
  private Path file;
  private Process holder;
  private FileChannel channel;

  @BeforeEach
  void lockInAnotherProcess() throws Exception {
    file = directory.resolve("lock");
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    holder =
        new ProcessBuilder(JavaProcess.command(List.of(), Holder.class, file.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(holder.getInputStream().read()).isEqualTo('L');
  }

  @AfterEach
  void endIt() throws Exception {
    channel.close();
    holder.destroyForcibly().waitFor();
  }

  @Test
  void acquire_lockThatIsKept_isGivenUpWithASentence() {
    assertThatThrownBy(() -> FileLocks.waiting(SHORT, LONG).acquire(channel, file, () -> "idle"))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(file.toString(), "has been locked for", "end it and try again");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void acquire_lockThatIsKept_namesTheProcess() {
    assertThatThrownBy(() -> FileLocks.waiting(SHORT, LONG).acquire(channel, file, () -> "idle"))
        .hasMessageContaining("by process " + holder.pid() + " (java)");
  }

  @Test
  void acquire_lockThatIsKeptWhileWorkGoesOn_isGivenUpAtTheLongest() {
    AtomicLong written = new AtomicLong();

    assertThatThrownBy(
            () ->
                FileLocks.waiting(SHORT, SHORT.multipliedBy(3))
                    .acquire(channel, file, written::incrementAndGet))
        .hasMessageContaining("has been locked for");
  }

  @Test
  void acquire_lockThatIsLetGoMeanwhile_isHeld() throws Exception {
    AtomicLong asked = new AtomicLong();

    FileLocks.waiting(LONG, LONG)
        .acquire(
            channel,
            file,
            () -> {
              holder.destroyForcibly();
              return asked.incrementAndGet();
            });

    assertThat(channel.isOpen()).isTrue();
    assertThat(threads()).doesNotContain("loopgen-lock");
  }

  @Test
  void acquire_interrupted_saysSo() {
    Thread waiting = Thread.currentThread();

    assertThatThrownBy(
            () ->
                FileLocks.waiting(LONG, LONG)
                    .acquire(
                        channel,
                        file,
                        () -> {
                          waiting.interrupt();
                          return "idle";
                        }))
        .isInstanceOf(FileLockInterruptionException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(threads()).doesNotContain("loopgen-lock");
  }

  private static Stream<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
  }

  /** Locks a file and keeps it. */
  public static final class Holder {

    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      try (FileChannel channel =
          FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
        channel.lock();
        System.out.write('L');
        System.out.flush();
        Thread.sleep(Duration.ofMinutes(5).toMillis());
      }
    }
  }
}
