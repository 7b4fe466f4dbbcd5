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
 * Keeps the writing processes of one ledger apart by a lock on a file beside it. The operating
 * system takes the lock from a process that ends in whatever way, so a file left behind locks
 * nothing. Threads of one process must not ask at the same time.
 */
public final class LedgerLock implements AutoCloseable {

  /** A writer that waits is told when nothing was written for far longer than a writer needs. */
  private static final FileLocks LOCKS =
      FileLocks.waiting(Duration.ofSeconds(15), Duration.ofMinutes(5));

  private final FileChannel channel;

  private LedgerLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock, but not for ever.
   *
   * @param progress a value that changes while those who have the lock write
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
