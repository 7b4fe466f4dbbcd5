package dev.loopgen.core.internal.ledger.file;

import dev.loopgen.core.internal.files.FileLocks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Excludes other processes from writing a ledger, by a lock on a file next to it. The operating
 * system releases the lock when its process ends for any reason, so a leftover file locks nothing.
 * Threads of one process must not acquire it concurrently.
 */
public final class LedgerLock implements AutoCloseable {

  /** A waiting writer gives up if nothing is written for far longer than a write takes. */
  private static final FileLocks LOCKS =
      FileLocks.waiting(Duration.ofSeconds(15), Duration.ofMinutes(5));

  private final FileChannel channel;

  private LedgerLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock for a limited time.
   *
   * @param progress a value that changes while the holders of the lock write
   * @throws java.nio.channels.FileLockInterruptionException if the thread is interrupted meanwhile
   * @throws IOException if another process holds it for longer than any writer needs
   */
  static LedgerLock acquire(Path file, Supplier<Object> progress) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try {
      LOCKS.acquire(channel, file, progress);
      return new LedgerLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
