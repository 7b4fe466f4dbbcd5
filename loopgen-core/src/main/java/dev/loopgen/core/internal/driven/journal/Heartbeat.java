package dev.loopgen.core.internal.driven.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every second how long a run has lasted, so that a resumed one also counts the time between
 * the last record of its journal and the kill. It may only add to what the journal says.
 */
final class Heartbeat implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

  private static final int DIGITS = 18;

  private final Path file;
  private final Supplier<Duration> lasted;
  private final ScheduledExecutorService thread;

  private Heartbeat(Path file, Supplier<Duration> lasted) {
    this.file = file;
    this.lasted = lasted;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            beat -> {
              Thread made = new Thread(beat, "loopgen-heartbeat");
              made.setDaemon(true);
              return made;
            });
  }

  /**
   * Starts to beat.
   *
   * @param lasted returns how long the run has lasted; called on another thread
   */
  static Heartbeat start(Path file, Supplier<Duration> lasted) {
    Heartbeat heartbeat = new Heartbeat(file, lasted);
    heartbeat.thread.scheduleAtFixedRate(heartbeat::beat, 1, 1, TimeUnit.SECONDS);
    return heartbeat;
  }

  /** Returns how long a run had lasted at its last beat; zero if that cannot be read. */
  static Duration last(Path file) {
    try (FileChannel in =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      ByteBuffer digits = ByteBuffer.allocate(DIGITS);
      in.read(digits, 0);
      String text = new String(digits.array(), StandardCharsets.US_ASCII);
      return text.matches("[0-9]{" + DIGITS + "}")
          ? Duration.ofMillis(Long.parseLong(text))
          : Duration.ZERO;
    } catch (IOException unreadable) {
      return Duration.ZERO;
    }
  }

  private void beat() {
    String digits = String.format(Locale.ROOT, "%0" + DIGITS + "d", lasted.get().toMillis());
    try (FileChannel out =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
      out.write(ByteBuffer.wrap(digits.getBytes(StandardCharsets.US_ASCII)), 0);
    } catch (IOException e) {
      LOG.debug("{} cannot be written", file, e);
    }
  }

  /** Stops, and waits until nothing is written any more. */
  @Override
  public void close() {
    thread.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("{} is still being written", file);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
