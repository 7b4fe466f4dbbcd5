package dev.loopgen.core.internal.ledger;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits a stream at line feeds only, and trims lines as npm loopgen does; blank ones are skipped.
 */
final class LineReader implements Closeable {

  static final int MAX_LINE = 64 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private long number;
  private boolean ended;

  LineReader(InputStream in) {
    this.in = in;
  }

  /**
   * One line that is not blank.
   *
   * @param number the line's number, from 1
   * @param bytes its bytes, trimmed
   * @param terminated whether a line feed follows
   */
  record Line(long number, byte[] bytes, boolean terminated) {}

  /** Returns the next line that is not blank, or null at the end. */
  @Nullable Line next() throws IOException {
    while (true) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      boolean terminated = readLine(line);
      if (!terminated && line.size() == 0) {
        return null;
      }
      number++;
      byte[] trimmed = trim(line.toByteArray());
      if (trimmed.length > 0) {
        return new Line(number, trimmed, terminated);
      }
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

  /** A file that grows once its end was seen has ended: else a line would come in two parts. */
  private boolean fill() throws IOException {
    if (position == limit && !ended) {
      position = 0;
      limit = Math.max(in.read(buffer), 0);
      ended = limit == 0;
    }
    return position < limit;
  }

  /** Removes what String.prototype.trim removes (ECMA-262): white space, line ends, the BOM. */
  private static byte[] trim(byte[] bytes) {
    int from = 0;
    int length = whiteSpaceAt(bytes, from);
    while (length > 0) {
      from += length;
      length = whiteSpaceAt(bytes, from);
    }
    int to = bytes.length;
    while (to > from) {
      int start = to - 1;
      while (start > from && (bytes[start] & 0xc0) == 0x80) {
        start--;
      }
      if (whiteSpaceAt(bytes, start) != to - start) {
        break;
      }
      to = start;
    }
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** The length of the white space character that starts at an index, 0 where none does. */
  private static int whiteSpaceAt(byte[] bytes, int at) {
    if (at >= bytes.length) {
      return 0;
    }
    int first = bytes[at] & 0xff;
    if (first == ' ' || first >= '\t' && first <= '\r') {
      return 1;
    }
    if (first == 0xc2 && at + 1 < bytes.length) {
      return (bytes[at + 1] & 0xff) == 0xa0 ? 2 : 0;
    }
    if (first < 0xe1 || first > 0xef || at + 2 >= bytes.length) {
      return 0;
    }
    int point = (first & 15) << 12 | (bytes[at + 1] & 63) << 6 | bytes[at + 2] & 63;
    boolean space =
        point >= 0x2000 && point <= 0x200a
            || point == 0x2028
            || point == 0x2029
            || point == 0x202f
            || point == 0x205f
            || point == 0x3000
            || point == 0x1680
            || point == 0xfeff;
    return space ? 3 : 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
