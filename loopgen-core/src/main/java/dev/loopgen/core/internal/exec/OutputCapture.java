package dev.loopgen.core.internal.exec;

import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.core.internal.files.MessageDigests;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Redacts a command's output as it arrives, and keeps its end and a digest of the whole. Memory use
 * does not depend on the amount of output.
 */
final class OutputCapture {

  /** The size of the end that is kept, in bytes. */
  static final int TAIL = 64 << 10;

  /** The most output that one call takes, in bytes. */
  static final int CHUNK = 2 * Redactor.WINDOW;

  private static final byte[] MARKER = Redactor.MARKER.getBytes(StandardCharsets.US_ASCII);

  private final Redactor redactor;
  private final Consumer<String> listener;
  private final byte[] salt;
  private final MessageDigest commitment;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /**
   * The undecided bytes, after one byte that was passed on already and shows whether a word starts.
   */
  private final byte[] pending = new byte[1 + 3 * Redactor.WINDOW];

  private int pendingLength;
  private int undecided;
  private int redactedTo;
  private final byte[] tail = new byte[2 * TAIL];
  private int tailLength;
  private byte[] undecoded = new byte[0];
  private final StringBuilder heard = new StringBuilder();
  private long total;
  private long redactions;

  OutputCapture(Redactor redactor, byte[] salt, Consumer<String> listener) {
    this.redactor = redactor;
    this.listener = listener;
    this.salt = salt;
    commitment = MessageDigests.sha256();
    commitment.update("loopgen-out-v1".getBytes(StandardCharsets.US_ASCII));
    commitment.update(salt);
  }

  /** Takes some output; at most {@link #CHUNK} bytes at a time. */
  void accept(byte[] bytes, int length) {
    System.arraycopy(bytes, 0, pending, pendingLength, length);
    pendingLength += length;
    redact(false);
    tell();
  }

  /** Takes the end of the output. */
  CommandOutput finish() {
    redact(true);
    decode(new byte[0], 0, 0, true);
    tell();
    HexFormat hex = HexFormat.of();
    return new CommandOutput(
        tail(), total, hex.formatHex(commitment.digest()), hex.formatHex(salt), redactions);
  }

  private String tail() {
    int from = Math.max(0, tailLength - TAIL);
    int longest = Math.min(tailLength, from + 3);
    while (total > TAIL && from < longest && (tail[from] & 0xc0) == 0x80) {
      from++;
    }
    return new String(tail, from, tailLength - from, StandardCharsets.UTF_8);
  }

  /** Redacts and passes on the decided bytes. Overlapping secrets become one marker. */
  private void redact(boolean complete) {
    int clean = undecided;
    int at = redactor.candidate(pending, undecided, pendingLength);
    while (at < pendingLength) {
      int end = redactor.end(pending, at, pendingLength, complete);
      if (end == Redactor.UNDECIDED) {
        break;
      }
      if (end > at && at >= redactedTo) {
        emit(pending, Math.max(clean, redactedTo), at);
        emit(MARKER, 0, MARKER.length);
        redactions++;
        clean = at;
      }
      if (end > at) {
        redactedTo = Math.max(redactedTo, end);
      }
      at = redactor.candidate(pending, at + 1, pendingLength);
    }
    emit(pending, Math.max(clean, redactedTo), at);
    forget(at - Math.min(at, 1));
    undecided = Math.min(at, 1);
  }

  private void forget(int passed) {
    System.arraycopy(pending, passed, pending, 0, pendingLength - passed);
    pendingLength -= passed;
    redactedTo = Math.max(0, redactedTo - passed);
  }

  private void emit(byte[] bytes, int from, int to) {
    if (from >= to) {
      return;
    }
    commitment.update(bytes, from, to - from);
    total += to - from;
    keep(bytes, from, to);
    decode(bytes, from, to, false);
  }

  private void keep(byte[] bytes, int from, int to) {
    int start = Math.max(from, to - TAIL);
    int length = to - start;
    if (tailLength + length > tail.length) {
      int kept = Math.min(tailLength, TAIL);
      System.arraycopy(tail, tailLength - kept, tail, 0, kept);
      tailLength = kept;
    }
    System.arraycopy(bytes, start, tail, tailLength, length);
    tailLength += length;
  }

  /**
   * Passes only whole characters to the listener; an incomplete one waits for its remaining bytes.
   */
  private void decode(byte[] bytes, int from, int to, boolean end) {
    ByteBuffer in = ByteBuffer.allocate(undecoded.length + to - from);
    in.put(undecoded).put(bytes, from, to - from).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + 4);
    decoder.decode(in, out, end);
    if (end) {
      decoder.flush(out);
    }
    undecoded = Arrays.copyOfRange(in.array(), in.position(), in.limit());
    heard.append(out.flip());
  }

  private void tell() {
    if (heard.length() > 0) {
      listener.accept(heard.toString());
      heard.setLength(0);
    }
  }
}
