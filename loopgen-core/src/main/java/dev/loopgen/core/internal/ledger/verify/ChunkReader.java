package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.file.LineReader;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Splits a ledger into chunks at line feeds. Thread-safe: each chunk goes to one thread. */
final class ChunkReader implements ChunkSource {

  /** How many bytes to read at once; the channel keeps a buffer of this size per thread. */
  private static final int BLOCK = 1 << 18;

  private final LedgerBytes bytes;
  private final long end;
  private final int size;
  private long position;
  private long count;
  private boolean ended;

  ChunkReader(LedgerBytes bytes, int size) {
    this.bytes = bytes;
    this.size = size;
    this.end = bytes.end();
  }

  @Override
  public synchronized boolean next(Chunk chunk) throws IOException {
    int filled = 0;
    int cut = 0;
    while (!ended && cut == 0) {
      if (filled == chunk.capacity()) {
        chunk.grow((int) Math.min(2L * filled, LineReader.MAX_LINE + (long) size));
      }
      filled = fill(chunk, filled);
      cut = ended ? filled : endOfLines(chunk.text(), filled);
      if (cut == 0 && filled > LineReader.MAX_LINE) {
        cut = filled;
      }
    }
    chunk.begin(count++, position, cut, filled);
    position += cut;
    return cut > 0;
  }

  private int fill(Chunk chunk, int from) throws IOException {
    int filled = from;
    while (filled < chunk.capacity()) {
      long left = end - position - filled;
      int length = (int) Math.min(left, Math.min(chunk.capacity() - filled, BLOCK));
      int read =
          length == 0
              ? -1
              : bytes.read(ByteBuffer.wrap(chunk.text(), filled, length), position + filled);
      if (read < 0) {
        ended = true;
        return filled;
      }
      filled += read;
    }
    return filled;
  }

  private static int endOfLines(byte[] text, int filled) {
    int at = filled;
    while (at > 0 && text[at - 1] != '\n') {
      at--;
    }
    return at;
  }
}
