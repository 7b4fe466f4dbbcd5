package dev.loopgen.ledger.jdbc;

import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The bytes of a ledger as a stream, which closes them. */
final class LedgerBytesInput extends InputStream {

  private final LedgerBytes bytes;
  private long position;

  LedgerBytesInput(LedgerBytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = bytes.read(ByteBuffer.wrap(target, offset, length), position);
    position += Math.max(read, 0);
    return read;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
