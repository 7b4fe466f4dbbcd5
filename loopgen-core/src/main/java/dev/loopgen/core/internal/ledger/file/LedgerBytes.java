package dev.loopgen.core.internal.ledger.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;

/** The bytes of a ledger. Thread-safe. */
public interface LedgerBytes extends Closeable {

  /** Opens the bytes of a ledger. */
  @FunctionalInterface
  interface Opener {

    LedgerBytes open() throws IOException;
  }

  /** Returns the number of bytes, or an estimate if {@link #end} is unknown. */
  long size();

  /** Returns where reading must stop; {@link Long#MAX_VALUE} if only reading shows the end. */
  default long end() {
    return size();
  }

  /** Returns how many threads may scan them at the same time. */
  default int threads() {
    return Integer.MAX_VALUE;
  }

  /**
   * Reads bytes from a position.
   *
   * @return the number of bytes read, 0 only if the target is full, or -1 at the end
   */
  int read(ByteBuffer target, long position) throws IOException;

  @Override
  void close() throws IOException;

  /** Returns the bytes of a file up to its current length; closing them closes the file. */
  static LedgerBytes of(FileChannel file) throws IOException {
    return of(file, count -> {}, Integer.MAX_VALUE);
  }

  /**
   * Returns the bytes of a file up to its current length.
   *
   * @param bytesRead is told how many are read
   * @param threads how many threads may scan them at the same time
   */
  static LedgerBytes of(FileChannel file, LongConsumer bytesRead, int threads) throws IOException {
    long size = file.size();
    return new LedgerBytes() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public int threads() {
        return threads;
      }

      @Override
      public int read(ByteBuffer target, long position) throws IOException {
        int read = file.read(target, position);
        bytesRead.accept(Math.max(read, 0));
        return read;
      }

      @Override
      public void close() throws IOException {
        file.close();
      }
    };
  }

  /** Returns the bytes of an array. */
  static LedgerBytes of(byte[] bytes) {
    return new LedgerBytes() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public int read(ByteBuffer target, long position) {
        int length = (int) Math.min(target.remaining(), bytes.length - position);
        target.put(bytes, (int) position, length);
        return length == 0 ? -1 : length;
      }

      @Override
      public void close() {}
    };
  }
}
