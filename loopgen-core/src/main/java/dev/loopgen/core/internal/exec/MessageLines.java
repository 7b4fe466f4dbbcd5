package dev.loopgen.core.internal.exec;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.ModelException.Kind;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;

/** Splits what an agent writes into lines, within bounds. Not thread-safe. */
final class MessageLines {

  /** A message carries a file at most, which is bounded more tightly elsewhere. */
  static final int MAX_LINE = 16 << 20;

  /** What an agent may write in a run: a limit for memory and time, not for work. */
  static final long MAX_TOTAL = 512L << 20;

  private final ArrayDeque<byte[]> whole = new ArrayDeque<>();
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private long total;

  /**
   * Takes bytes.
   *
   * @throws ModelException if a line or the whole is too long
   */
  void accept(byte[] bytes, int count) {
    total += count;
    if (total > MAX_TOTAL) {
      throw new ModelException(
          Kind.TOO_LARGE, "The agent wrote more than " + (MAX_TOTAL >> 20) + " MiB.");
    }
    int start = 0;
    for (int at = 0; at < count; at++) {
      if (bytes[at] == '\n') {
        begun.write(bytes, start, at - start);
        add();
        start = at + 1;
      }
    }
    begun.write(bytes, start, count - start);
    if (begun.size() > MAX_LINE) {
      throw new ModelException(
          Kind.TOO_LARGE, "The agent wrote a message of more than " + (MAX_LINE >> 20) + " MiB.");
    }
  }

  /** Adds the line that has ended, unless it is blank. */
  private void add() {
    byte[] line = begun.toByteArray();
    begun.reset();
    int end = line.length;
    while (end > 0 && line[end - 1] <= ' ' && line[end - 1] >= 0) {
      end--;
    }
    if (end > 0) {
      whole.add(Arrays.copyOf(line, end));
    }
  }

  /** Returns the next line; empty if none is whole. */
  Optional<byte[]> next() {
    return Optional.ofNullable(whole.poll());
  }
}
