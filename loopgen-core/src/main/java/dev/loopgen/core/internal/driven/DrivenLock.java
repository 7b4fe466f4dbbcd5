package dev.loopgen.core.internal.driven;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.core.internal.files.FileReason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Lets one driven run at a time work on a work tree. */
final class DrivenLock implements Closeable {

  private final FileChannel channel;

  private DrivenLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws RepositoryException if another run has it
   */
  static DrivenLock take(Path directory) {
    return tryTake(directory)
        .orElseThrow(
            () ->
                new RepositoryException(
                    "Another driven run works on this work tree. Wait until it has ended."));
  }

  /** Takes the lock, unless another run has it. */
  static Optional<DrivenLock> tryTake(Path directory) {
    Path file = directory.resolve("work-tree.lock");
    try {
      Files.createDirectories(directory);
      if (Files.isSymbolicLink(directory) || Files.isSymbolicLink(directory.getParent())) {
        throw new IOException("its directory is a symbolic link");
      }
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isTaken(channel)) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new DrivenLock(channel));
    } catch (IOException e) {
      throw new RepositoryException(
          "The lock of driven runs " + file + " cannot be used: " + FileReason.of(e) + ".", e);
    }
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock == null;
    } catch (OverlappingFileLockException inThisProcess) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
