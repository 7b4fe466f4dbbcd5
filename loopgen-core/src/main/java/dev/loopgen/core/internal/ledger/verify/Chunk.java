package dev.loopgen.core.internal.ledger.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.verify.template.EntryScanner;
import java.util.Arrays;

/** A reusable buffer of complete ledger lines and the entries found in them. */
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

  /** Returns how many bytes of lines fit. */
  int capacity() {
    return text.length - EntryScanner.SLACK;
  }

  void grow(int capacity) {
    text = Arrays.copyOf(text, capacity + EntryScanner.SLACK);
  }

  /** Returns the index after the lines. */
  int limit() {
    return limit;
  }

  /** Returns the number of the chunk in the file, from 0. */
  long number() {
    return number;
  }

  /** Returns the chunk's start position in the file. */
  long position() {
    return position;
  }

  /**
   * Declares the first bytes of the array to be the chunk's lines.
   *
   * @param which the number of the chunk
   * @param start its start position in the file
   * @param end the index after the lines
   * @param filled the number of bytes read; those from {@code end} belong to the next chunk
   */
  void begin(long which, long start, int end, int filled) {
    number = which;
    position = start;
    limit = end;
    if (end == filled) {
      Arrays.fill(text, end, end + EntryScanner.SLACK, (byte) 0);
    }
  }

  /** Returns the fingerprint of the lines, if one was requested. */
  long fingerprint() {
    return fingerprint;
  }

  void setFingerprint(long found) {
    fingerprint = found;
  }

  /** Sets the action to run in file order. */
  void setInOrder(Runnable todo) {
    inOrder = todo;
  }

  /** Runs that action; called once all earlier chunks are done. */
  void handOn() {
    inOrder.run();
  }

  ChunkEntries entries() {
    return entries;
  }

  /** Returns the id of an entry, which must have one. */
  String id(int entry) {
    return text(spelledId(entry));
  }

  /** Returns the id of an entry as a JSON string; the entry must have one. */
  byte[] spelledId(int entry) {
    AuditEntry general = entries.general(entry);
    return general == null
        ? Arrays.copyOfRange(text, entries.idStart(entry), entries.idEnd(entry))
        : general.entryId().map(Json::of).orElseThrow().canonical().getBytes(UTF_8);
  }

  /** Decodes a JSON string. */
  static String text(byte[] spelled) {
    return ((Json.Text) Json.parse(spelled)).value();
  }
}
