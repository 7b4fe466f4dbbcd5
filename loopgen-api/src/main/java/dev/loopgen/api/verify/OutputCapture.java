package dev.loopgen.api.verify;

import dev.loopgen.api.digest.Sha256;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Redacts a command's output as it arrives, and keeps its end and a digest of the whole. For
 * verifiers of one's own that pass output on while a command runs; for output that is there as a
 * whole, {@link CommandOutput#of(byte[], Redactor)} does the same.
 *
 * <p>Memory use does not depend on the amount of output. What may turn out to be the start of a
 * secret is held back until that is decided. Not thread-safe.
 */
public final class OutputCapture {

  /** The size of the end that is kept, in bytes. */
  static final int TAIL = 64 << 10;

  /** The size of the salt, in bytes. */
  static final int SALT_BYTES = 32;

  /** The most output that is redacted at once, in bytes. */
  private static final int CHUNK = 2 * SecretScanner.WINDOW;

  private static final byte[] MARKER = Redactor.MARKER.getBytes(StandardCharsets.US_ASCII);

  private final SecretScanner scanner;
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
  private final byte[] pending = new byte[1 + 3 * SecretScanner.WINDOW];

  private int pendingLength;
  private int undecided;
  private int redactedTo;
  private final byte[] tail = new byte[2 * TAIL];
  private int tailLength;
  private byte[] undecoded = new byte[0];
  private final StringBuilder heard = new StringBuilder();
  private long total;
  private long redactions;

  /**
   * Starts to capture the output of one command, with a new random salt.
   *
   * @param redactor what to redact
   * @param listener receives the redacted output in parts, as it is decided; malformed bytes are
   *     replaced. Called by {@link #accept} and {@link #finish}, which pass its exceptions on
   */
  public OutputCapture(Redactor redactor, Consumer<String> listener) {
    this(redactor, newSalt(), listener);
  }

  OutputCapture(Redactor redactor, byte[] salt, Consumer<String> listener) {
    this.scanner = redactor.scanner();
    this.listener = listener;
    this.salt = salt;
    commitment = Sha256.newDigest();
    commitment.update("loopgen-out-v1".getBytes(StandardCharsets.US_ASCII));
    commitment.update(salt);
  }

  private static byte[] newSalt() {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return salt;
  }

  /**
   * Takes some output.
   *
   * @param bytes starts with the output; not kept
   * @param length the number of its bytes
   * @throws IndexOutOfBoundsException if there are not so many bytes
   */
  public void accept(byte[] bytes, int length) {
    Objects.checkFromToIndex(0, length, bytes.length);
    for (int from = 0; from < length; from += CHUNK) {
      int part = Math.min(CHUNK, length - from);
      System.arraycopy(bytes, from, pending, pendingLength, part);
      pendingLength += part;
      redact(false);
      tell();
    }
  }

  /**
   * Takes the end of the output. To be called once, after all output.
   *
   * @return what is kept of the output
   */
  public CommandOutput finish() {
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
    int at = scanner.candidate(pending, undecided, pendingLength);
    while (at < pendingLength) {
      int end = scanner.end(pending, at, pendingLength, complete);
      if (end == SecretScanner.UNDECIDED) {
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
      at = scanner.candidate(pending, at + 1, pendingLength);
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
