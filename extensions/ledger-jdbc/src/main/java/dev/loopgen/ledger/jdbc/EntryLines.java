package dev.loopgen.ledger.jdbc;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.ledger.file.EcmaWhitespace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Divides the bytes of a ledger so that each part has one entry: its line, the blank lines before
 * it, and after the last one everything that follows.
 */
final class EntryLines {

  private final InputStream text;
  private final byte[] buffer = new byte[1 << 18];
  private int from;
  private int to;
  private byte @Nullable [] following;

  EntryLines(InputStream text) throws IOException {
    this.text = text;
    this.following = read();
  }

  /** Returns the next part, or null at the end. */
  byte @Nullable [] next() throws IOException {
    byte[] part = following;
    if (part == null) {
      return null;
    }
    byte[] after = read();
    if (after != null && isBlank(after)) {
      byte[] whole = Arrays.copyOf(part, part.length + after.length);
      System.arraycopy(after, 0, whole, part.length, after.length);
      following = null;
      return whole;
    }
    following = after;
    return part;
  }

  /** Tells whether the part that was returned last is the last one. */
  boolean isLast() {
    return following == null;
  }

  /** Reads the entry of a part; throws what {@link EntryRules#read} throws. */
  static AuditEntry entry(byte[] part) {
    int from = EcmaWhitespace.skip(part, 0, part.length);
    return EntryRules.read(
        Arrays.copyOfRange(part, from, EcmaWhitespace.skipBack(part, from, part.length)));
  }

  /** Reads lines up to one that is not blank. */
  private byte @Nullable [] read() throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(1 << 12);
    int lineStart = 0;
    while (from < to || fill()) {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      boolean ended = end < to;
      int next = ended ? end + 1 : end;
      lines.write(buffer, from, next - from);
      from = next;
      if (ended) {
        byte[] read = lines.toByteArray();
        if (EcmaWhitespace.skip(read, lineStart, read.length) < read.length) {
          return read;
        }
        lineStart = read.length;
      }
    }
    return lines.size() == 0 ? null : lines.toByteArray();
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(text.read(buffer), 0);
    return to > 0;
  }

  private static boolean isBlank(byte[] part) {
    return EcmaWhitespace.skip(part, 0, part.length) == part.length;
  }
}
