package dev.loopgen.core.internal.ledger.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.verify.template.EntryScanner;
import java.util.Arrays;

/** Some whole lines of a ledger and what is found in them; used again and again. */
final class Chunk {

  private byte[] text;
  private int limit;
  private long number;
  private long position;
  private long fingerprint;
  private Runnable inOrder = () -> {};
  private final ChunkEntries entries = new ChunkEntries();

  Chunk(int capacity) {
    text = new byte[capacity + EntryScanner.SLACK];
  }

  /** Returns the array that holds the lines, from its first byte. */
  byte[] text() {
    return text;
  }

  /** Returns how many bytes the lines can have. */
  int capacity() {
    return text.length - EntryScanner.SLACK;
  }

  void grow(int capacity) {
    text = Arrays.copyOf(text, capacity + EntryScanner.SLACK);
  }

  /** Returns the index behind the lines. */
  int limit() {
    return limit;
  }

  /** Returns the number of the chunk in the file, from 0. */
  long number() {
    return number;
  }

  /** Returns where the chunk starts in the file. */
  long position() {
    return position;
  }

  /**
   * Takes the first bytes of the array for lines.
   *
   * @param which the number of the chunk
   * @param start where it starts in the file
   * @param end the index behind the lines
   * @param filled the number of bytes that were read, of which the rest is the next chunk's
   */
  void begin(long which, long start, int end, int filled) {
    number = which;
    position = start;
    limit = end;
    if (end == filled) {
      Arrays.fill(text, end, end + EntryScanner.SLACK, (byte) 0);
    }
  }

  /** Returns the fingerprint of the lines, where one was asked for. */
  long fingerprint() {
    return fingerprint;
  }

  void setFingerprint(long found) {
    fingerprint = found;
  }

  /** Sets what is to be done in the order of the file. */
  void setInOrder(Runnable todo) {
    inOrder = todo;
  }

  /** All chunks before this one are done. */
  void handOn() {
    inOrder.run();
  }

  ChunkEntries entries() {
    return entries;
  }

  /** Returns the id of one of the entries that have one. */
  String id(int entry) {
    return text(spelledId(entry));
  }

  /** Returns the id of one of the entries that have one, as JSON. */
  byte[] spelledId(int entry) {
    AuditEntry general = entries.general(entry);
    return general == null
        ? Arrays.copyOfRange(text, entries.idStart(entry), entries.idEnd(entry))
        : general.entryId().map(Json::of).orElseThrow().canonical().getBytes(UTF_8);
  }

  /** Reads a JSON string. */
  static String text(byte[] spelled) {
    return ((Json.Text) Json.parse(spelled)).value();
  }
}
