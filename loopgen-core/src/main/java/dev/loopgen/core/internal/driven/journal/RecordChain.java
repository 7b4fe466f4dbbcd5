package dev.loopgen.core.internal.driven.journal;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.core.internal.files.FileReason;
import dev.loopgen.core.internal.files.PlainFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A file of JSON records, one a line, each with the hash of the line before. The last hash and the
 * length are kept in memory, so that a change by someone else is noticed at the next record. Each
 * record is durable when {@link #append} returns. Not thread-safe.
 */
final class RecordChain {

  private static final int MAX_BYTES = 256 << 20;
  private static final int LAST_BYTES = 2_048;

  private final Path file;
  private long length;
  private String head;

  private RecordChain(Path file, long length, String head) {
    this.file = file;
    this.length = length;
    this.head = head;
  }

  /** Starts a chain in a new file. */
  static RecordChain create(Path file) throws IOException {
    try (FileChannel created =
        FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
      created.force(true);
    }
    return new RecordChain(file, 0, "");
  }

  /**
   * Reads a chain.
   *
   * @param records receives the records in order; a last one that was cut off is left out
   * @return the chain, to be continued after the last whole record
   * @throws LedgerException if a record was changed
   */
  static RecordChain read(Path file, List<Json.Obj> records) throws IOException {
    byte[] bytes = PlainFile.read(file, MAX_BYTES, LinkOption.NOFOLLOW_LINKS);
    String head = "";
    int start = 0;
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] == '\n') {
        byte[] line = Arrays.copyOfRange(bytes, start, end);
        records.add(parsed(line, head, file));
        head = Sha256.hash(line).hex();
        start = end + 1;
      }
    }
    return new RecordChain(file, start, head);
  }

  /** Returns the last lines of a file, the first of them possibly cut. */
  static List<String> lastLines(Path file) throws IOException {
    try (FileChannel in =
        FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      ByteBuffer end = ByteBuffer.allocate(LAST_BYTES);
      long at = Math.max(0, in.size() - LAST_BYTES);
      while (end.hasRemaining() && in.read(end, at + end.position()) >= 0) {
        continue;
      }
      return new String(end.array(), 0, end.position(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static Json.Obj parsed(byte[] line, String head, Path file) {
    try {
      if (Json.parse(line) instanceof Json.Obj object
          && object.string("prev").orElse("?").equals(head)) {
        return object;
      }
    } catch (InvalidJsonException damaged) {
      throw changed(file, damaged);
    }
    throw changed(file, new IllegalStateException("the hash of the line before does not match"));
  }

  private static LedgerException changed(Path file, Exception cause) {
    return new LedgerException(
        "The journal " + file + " was changed by something else, so it proves nothing.", cause);
  }

  /**
   * Appends a record.
   *
   * @throws LedgerException if it cannot be written, or the file was changed by something else
   */
  void append(Json.ObjectBuilder record) {
    byte[] line = record.put("prev", head).build().canonical().getBytes(StandardCharsets.UTF_8);
    boolean interrupted = Thread.interrupted();
    try (FileChannel out =
        FileChannel.open(file, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
      if (out.size() < length) {
        throw changed(file, new IOException("it became shorter"));
      }
      out.truncate(length);
      ByteBuffer whole = ByteBuffer.wrap(Arrays.copyOf(line, line.length + 1));
      whole.put(line.length, (byte) '\n');
      for (long at = length; whole.hasRemaining(); ) {
        at += out.write(whole, at);
      }
      out.force(true);
      length += line.length + 1L;
      head = Sha256.hash(line).hex();
    } catch (IOException e) {
      throw new LedgerException(
          "The journal " + file + " cannot be written: " + FileReason.of(e) + ".", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
