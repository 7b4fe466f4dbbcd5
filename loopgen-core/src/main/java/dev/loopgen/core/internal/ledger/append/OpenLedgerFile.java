package dev.loopgen.core.internal.ledger.append;

import dev.loopgen.core.internal.ledger.file.LedgerFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that stays open for writing from one batch to the next, as long as it is the very file
 * that stands at its path. Not thread-safe.
 */
final class OpenLedgerFile implements Closeable {

  private final LedgerFile file;
  private @Nullable FileChannel channel;
  private @Nullable Object key;

  OpenLedgerFile(LedgerFile file) {
    this.file = file;
  }

  /** Returns the file at the path, opened again where another one may have taken its place. */
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
