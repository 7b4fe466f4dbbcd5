package dev.loopgen.mcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads lines, of which it keeps no more than one byte above a limit. */
final class LineReader {

  private final InputStream in;
  private final int limit;

  LineReader(InputStream in, int limit) {
    this.in = new BufferedInputStream(in);
    this.limit = limit;
  }

  /** Returns the next line that is not blank, cut if it is longer; empty at the end. */
  Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean blank = true;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n' && !blank) {
        return Optional.of(line.toByteArray());
      }
      boolean space = b == '\n' || b == '\r' || b == ' ' || b == '\t';
      blank &= space;
      if (!blank && line.size() <= limit) {
        line.write(b);
      }
    }
    return blank ? Optional.empty() : Optional.of(line.toByteArray());
  }
}
