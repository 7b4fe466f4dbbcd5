package dev.loopgen.core.internal.files;

import dev.loopgen.core.internal.concurrent.Interrupts;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks files between processes, with a time limit: any process of the same user, even one that a
 * command left behind, can hold a lock indefinitely.
 */
public final class FileLocks {

  private static final Logger LOG = LoggerFactory.getLogger(FileLocks.class);
  private static final Path LOCKS = Path.of("/proc/locks");

  private final Duration stalled;
  private final Duration longest;

  private FileLocks(Duration stalled, Duration longest) {
    this.stalled = stalled;
    this.longest = longest;
  }

  /**
   * Returns locks with time limits.
   *
   * @param stalled how long to wait without progress
   * @param longest how long to wait in total
   */
  public static FileLocks waiting(Duration stalled, Duration longest) {
    return new FileLocks(stalled, longest);
  }

  /**
   * Waits for the lock of an open file.
   *
   * @param file its name, for the message
   * @param progress a value that changes while earlier lock holders make progress
   * @throws FileLockInterruptionException if the thread is interrupted while waiting
   * @throws IOException if another process keeps the lock; the channel is then closed
   */
  public void acquire(FileChannel channel, Path file, Supplier<Object> progress)
      throws IOException {
    if (channel.tryLock() != null) {
      return;
    }
    Watchdog watchdog = new Watchdog(channel, progress);
    try {
      FileLock lock = watchdog.guarding(channel::lock);
      if (!channel.isOpen() || !lock.isValid()) {
        throw new AsynchronousCloseException();
      }
    } catch (ClosedByInterruptException e) {
      throw new FileLockInterruptionException();
    } catch (AsynchronousCloseException e) {
      throw new IOException(
          file
              + " has been locked for "
              + watchdog.waited().toSeconds()
              + " seconds by "
              + holder(file)
              + "; end it and try again",
          e);
    }
  }

  /** Names the process that holds the lock, if the platform tells. */
  private static String holder(Path file) {
    try (Stream<String> lines = Files.lines(LOCKS)) {
      String inode = ":" + Files.getAttribute(file, "unix:ino");
      Set<Long> holders =
          lines
              .map(line -> line.trim().split("\\s+"))
              .filter(lock -> lock.length > 5 && lock[1].equals("POSIX") && lock[5].endsWith(inode))
              .map(lock -> Long.parseLong(lock[4]))
              .collect(Collectors.toSet());
      return holders.stream()
          .filter(pid -> holders.size() == 1 && pid > 0)
          .findFirst()
          .map(FileLocks::describe)
          .orElse("another process");
    } catch (IOException | RuntimeException notTold) {
      LOG.debug("the process that locks {} is unknown", file, notTold);
      return "another process";
    }
  }

  private static String describe(long pid) {
    return "process "
        + pid
        + ProcessHandle.of(pid)
            .flatMap(handle -> handle.info().command())
            .map(command -> " (" + Path.of(command).getFileName() + ")")
            .orElse("");
  }

  /** An action that waits for a lock. */
  @FunctionalInterface
  private interface Waiting {

    FileLock call() throws IOException;
  }

  /** Closes the channel when time is up, which ends the wait of the locking thread. */
  private final class Watchdog {

    private final FileChannel channel;
    private final Supplier<Object> progress;
    private final long start = System.nanoTime();
    private final Thread thread = new Thread(this::watch, "loopgen-lock");

    Watchdog(FileChannel channel, Supplier<Object> progress) {
      this.channel = channel;
      this.progress = progress;
      thread.setDaemon(true);
    }

    FileLock guarding(Waiting waiting) throws IOException {
      thread.start();
      try {
        return waiting.call();
      } finally {
        thread.interrupt();
        join();
      }
    }

    Duration waited() {
      return Duration.ofNanos(System.nanoTime() - start);
    }

    private void join() {
      boolean interrupted = Thread.interrupted();
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      Interrupts.restore(interrupted);
    }

    private void watch() {
      long pause = Math.max(1, stalled.dividedBy(10).toMillis());
      Object last = progress.get();
      long since = start;
      try {
        while (true) {
          Thread.sleep(pause);
          Object now = progress.get();
          if (!Objects.equals(now, last)) {
            last = now;
            since = System.nanoTime();
          }
          boolean over = waited().compareTo(longest) > 0;
          if (over || System.nanoTime() - since > stalled.toNanos()) {
            channel.close();
            return;
          }
        }
      } catch (InterruptedException lockCame) {
        LOG.trace("the lock was acquired", lockCame);
      } catch (IOException e) {
        LOG.debug("the channel of the lock file cannot be closed", e);
      }
    }
  }

  /** Returns a value that changes when the files at the paths change. */
  public static Object stampOf(Path... files) {
    return Arrays.stream(files).map(FileLocks::stamp).toList();
  }

  private static String stamp(Path file) {
    try {
      return Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException none) {
      return "";
    }
  }
}
