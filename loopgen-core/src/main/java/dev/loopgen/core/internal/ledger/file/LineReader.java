package dev.loopgen.core.internal.ledger.file;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Splits a stream at line feeds, trims each line like npm loopgen and skips blank lines. */
public final class LineReader implements Closeable {

  public static final int MAX_LINE = 64 << 20;

  private final InputStream in;
  private final LongConsumer bytesRead;
  private final byte[] buffer = new byte[1 << 17];
  private int position;
  private int limit;
  private long number;
  private boolean ended;

  public LineReader(InputStream in) {
    this(in, count -> {});
  }

  /** Creates a reader that reports how many bytes it reads. */
  public LineReader(InputStream in, LongConsumer bytesRead) {
    this.in = in;
    this.bytesRead = bytesRead;
  }

  /**
   * A line that is not blank.
   *
   * @param number the line's number, from 1
   * @param bytes its bytes, trimmed
   * @param terminated whether a line feed follows
   */
  public record Line(long number, byte[] bytes, boolean terminated) {}

  /** Returns the next line that is not blank, or null at the end. */
  public @Nullable Line next() throws IOException {
    while (true) {
      skipEmptyLines();
      int end = endInBuffer();
      byte[] trimmed;
      boolean terminated = true;
      if (end >= 0) {
        trimmed = trim(buffer, position, end);
        position = end + 1;
      } else {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 13);
        terminated = readLine(line);
        if (!terminated && line.size() == 0) {
          return null;
        }
        trimmed = trim(line.toByteArray(), 0, line.size());
      }
      number++;
      if (trimmed.length > 0) {
        return new Line(number, trimmed, terminated);
      }
    }
  }

  /** Returns the end of the next line, or -1 if it is not in the buffer yet. */
  private int endInBuffer() {
    byte[] text = buffer;
    int end = limit;
    for (int at = position; at < end; at++) {
      if (text[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  private void skipEmptyLines() throws IOException {
    while (fill() && buffer[position] == '\n') {
      position++;
      number++;
    }
  }

  private boolean readLine(ByteArrayOutputStream line) throws IOException {
    while (fill()) {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, position, end - position);
      if (line.size() > MAX_LINE) {
        throw new IOException("line " + (number + 1) + " is longer than " + MAX_LINE + " bytes");
      }
      position = end;
      if (end < limit) {
        position++;
        return true;
      }
    }
    return false;
  }

  /** Reads more bytes; growth after the first end of file is ignored, as it could split a line. */
  private boolean fill() throws IOException {
    if (position == limit && !ended) {
      position = 0;
      limit = Math.max(in.read(buffer), 0);
      bytesRead.accept(limit);
      ended = limit == 0;
    }
    return position < limit;
  }

  private static byte[] trim(byte[] bytes, int start, int end) {
    int from = EcmaWhitespace.skip(bytes, start, end);
    return Arrays.copyOfRange(bytes, from, EcmaWhitespace.skipBack(bytes, from, end));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
