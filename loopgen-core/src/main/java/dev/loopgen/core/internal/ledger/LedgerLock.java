package dev.loopgen.core.internal.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps the writing processes of one ledger apart by a lock on a file beside it. The operating
 * system takes the lock from a process that ends in whatever way, so a file left behind locks
 * nothing. Threads of one process must not ask at the same time.
 */
final class LedgerLock implements AutoCloseable {

  private final FileChannel channel;

  private LedgerLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @throws java.nio.channels.FileLockInterruptionException if the thread is interrupted meanwhile
   */
  static LedgerLock acquire(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try {
      channel.lock();
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
