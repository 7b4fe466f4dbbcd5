package dev.loopgen.core.internal.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps writers of one ledger apart: threads by a lock inside the JVM, processes by a lock on a
 * file beside it. Closing releases both; a process that dies holds neither.
 */
final class LedgerLock implements AutoCloseable {

  private static final Map<Path, ReentrantLock> IN_JVM = new ConcurrentHashMap<>();

  private final ReentrantLock lock;
  private final FileChannel channel;

  private LedgerLock(ReentrantLock lock, FileChannel channel) {
    this.lock = lock;
    this.channel = channel;
  }

  static LedgerLock acquire(Path file) throws IOException, InterruptedException {
    ReentrantLock lock =
        IN_JVM.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new ReentrantLock(true));
    lock.lockInterruptibly();
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
      try {
        channel.lock();
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      return new LedgerLock(lock, channel);
    } catch (IOException | RuntimeException e) {
      lock.unlock();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      lock.unlock();
    }
  }
}
