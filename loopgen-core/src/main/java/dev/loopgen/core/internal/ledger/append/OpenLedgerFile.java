package dev.loopgen.core.internal.ledger.append;

import dev.loopgen.core.internal.ledger.file.LedgerFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A ledger file that stays open for writing across batches, as long as its path still names the
 * same file. Not thread-safe.
 */
final class OpenLedgerFile implements Closeable {

  private final LedgerFile file;
  private @Nullable FileChannel channel;
  private @Nullable Object key;

  OpenLedgerFile(LedgerFile file) {
    this.file = file;
  }

  /** Returns the file at the path; reopens it if it may have been replaced. */
  FileChannel channel() throws IOException {
    FileChannel open = channel;
    Object present = file.key();
    if (open != null && open.isOpen() && present != null && present.equals(key)) {
      return open;
    }
    close();
    FileChannel fresh = file.openToWrite();
    channel = fresh;
    key = Objects.equals(present, file.key()) ? present : null;
    return fresh;
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
