package dev.loopgen.core.internal.ledger.verify.template;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.core.internal.files.MessageDigests;
import dev.loopgen.core.internal.ledger.entry.VerificationDigest;
import dev.loopgen.core.internal.ledger.verify.template.EntrySlots.Command;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** Computes the {@link VerificationDigest} from the bytes of a line. */
final class LineVerificationDigest {

  private static final byte[] COMMAND = bytes("\"command\":");
  private static final byte[] EXIT_CODE = bytes("\"exitCode\":");
  private static final byte[] TIMED_OUT = bytes("\"timedOut\":");

  private final MessageDigest sha256 = MessageDigests.sha256();
  private final byte[] hash = new byte[Sha256.LENGTH];
  private final byte[] digest = new byte[Hex.DIGITS + 2];
  private byte[] text = new byte[1024];
  private int length;
  private byte[] hashed = {};
  private int hashedLength;

  LineVerificationDigest() {
    digest[0] = '"';
    digest[digest.length - 1] = '"';
  }

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the digest as a JSON string; the array is overwritten by the next call. */
  byte[] of(ParsedLine line, Command[] commands) {
    write(line, commands);
    if (!Arrays.equals(hashed, 0, hashedLength, text, 0, length)) {
      EntryScanner.digest(sha256, text, length, hash);
      Hex.write(hash, digest, 1);
      keep();
    }
    return digest;
  }

  /**
   * Caches the hashed input, because most lines have the same command results as the previous one.
   */
  private void keep() {
    byte[] free = hashed.length < text.length ? new byte[text.length] : hashed;
    hashed = text;
    hashedLength = length;
    text = free;
  }

  private void write(ParsedLine line, Command[] commands) {
    length = 0;
    append('[');
    for (Command command : commands) {
      append('{');
      append(COMMAND, line, command.command());
      append(EXIT_CODE, line, command.exitCode());
      append(TIMED_OUT, line, command.timedOut());
      close('}');
      append(',');
    }
    close(']');
  }

  private void append(byte[] name, ParsedLine line, int slot) {
    if (slot != EntrySlots.NONE) {
      append(name, 0, name.length);
      append(line.text(), line.start(slot), line.end(slot));
      append(',');
    }
  }

  private void append(byte[] source, int from, int to) {
    reserve(to - from);
    System.arraycopy(source, from, text, length, to - from);
    length += to - from;
  }

  private void append(char unit) {
    reserve(1);
    text[length++] = (byte) unit;
  }

  private void reserve(int more) {
    if (text.length < length + more) {
      text = Arrays.copyOf(text, 2 * (length + more));
    }
  }

  /** Ends an object or array by replacing the comma after its last part. */
  private void close(char end) {
    if (text[length - 1] == ',') {
      length--;
    }
    append(end);
  }
}
