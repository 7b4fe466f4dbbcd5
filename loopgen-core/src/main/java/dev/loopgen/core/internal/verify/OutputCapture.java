package dev.loopgen.core.internal.verify;

import dev.loopgen.api.verify.CommandOutput;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Takes a command's output as it comes, redacts it, and keeps its end and a commitment to the
 * whole. Uses the same memory for any amount of output.
 */
final class OutputCapture {

  /** How much of the end is kept, in bytes. */
  static final int TAIL = 64 << 10;

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

  private final byte[] pending = new byte[3 * Redactor.WINDOW];
  private int pendingLength;
  private final byte[] tail = new byte[2 * TAIL];
  private int tailLength;
  private byte[] undecoded = new byte[0];
  private long total;
  private long redactions;

  OutputCapture(Redactor redactor, byte[] salt, Consumer<String> listener) {
    this.redactor = redactor;
    this.listener = listener;
    this.salt = salt;
    try {
      commitment = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
    commitment.update("loopgen-out-v1".getBytes(StandardCharsets.US_ASCII));
    commitment.update(salt);
  }

  /** Takes some output; at most {@link Redactor#WINDOW} bytes at a time. */
  void accept(byte[] bytes, int length) {
    System.arraycopy(bytes, 0, pending, pendingLength, length);
    pendingLength += length;
    int held = redactor.undecided(pending, 0, pendingLength);
    if (held > Redactor.WINDOW) {
      held = Redactor.WINDOW;
    }
    release(pendingLength - held);
  }

  /** Takes the end of the output. */
  CommandOutput finish() {
    release(pendingLength);
    decode(new byte[0], 0, 0, true);
    int from = Math.max(0, tailLength - TAIL);
    while (from > 0 && from < tailLength && (tail[from] & 0xc0) == 0x80) {
      from++;
    }
    String text = new String(tail, from, tailLength - from, StandardCharsets.UTF_8);
    HexFormat hex = HexFormat.of();
    return new CommandOutput(
        text, total, hex.formatHex(commitment.digest()), hex.formatHex(salt), redactions);
  }

  /** Redacts and passes on what is decided, up to a limit that a secret may move back. */
  private void release(int limit) {
    int from = 0;
    Redactor.Match match = redactor.next(pending, from, pendingLength);
    while (match != null && match.start() < limit) {
      if (match.end() > limit && limit < pendingLength && pendingLength < 2 * Redactor.WINDOW) {
        limit = match.start();
        break;
      }
      emit(pending, from, match.start());
      emit(MARKER, 0, MARKER.length);
      redactions++;
      from = match.end();
      match = redactor.next(pending, from, pendingLength);
    }
    if (limit > from) {
      emit(pending, from, limit);
      from = limit;
    }
    System.arraycopy(pending, from, pending, 0, pendingLength - from);
    pendingLength -= from;
  }

  private void emit(byte[] bytes, int from, int to) {
    if (from == to) {
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

  /** Hands whole characters to the listener; a started one waits for its rest. */
  private void decode(byte[] bytes, int from, int to, boolean end) {
    ByteBuffer in = ByteBuffer.allocate(undecoded.length + to - from);
    in.put(undecoded).put(bytes, from, to - from).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + 4);
    decoder.decode(in, out, end);
    if (end) {
      decoder.flush(out);
    }
    undecoded = Arrays.copyOfRange(in.array(), in.position(), in.limit());
    if (out.flip().hasRemaining()) {
      listener.accept(out.toString());
    }
  }
}
