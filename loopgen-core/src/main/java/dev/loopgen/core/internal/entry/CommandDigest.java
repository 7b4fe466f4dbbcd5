package dev.loopgen.core.internal.entry;

import dev.loopgen.api.merkle.Sha256;
import dev.loopgen.core.internal.entry.EntrySlots.Command;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** Computes what {@link VerificationDigest} does, from the text of a line. */
final class CommandDigest {

  private static final byte[] COMMAND = bytes("\"command\":");
  private static final byte[] EXIT_CODE = bytes("\"exitCode\":");
  private static final byte[] TIMED_OUT = bytes("\"timedOut\":");

  private final MessageDigest sha256 = EntryScanner.sha256();
  private byte[] text = new byte[1024];
  private int length;
  private byte[] hashed = {};
  private byte[] digest = {};

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the digest as a line spells it, a string; the last one again where it is the same. */
  byte[] of(Line line, Command[] commands) {
    write(line, commands);
    if (digest.length == 0 || !Arrays.equals(hashed, 0, hashed.length, text, 0, length)) {
      hashed = Arrays.copyOf(text, length);
      String hex = Sha256.of(sha256.digest(hashed)).hex();
      digest = bytes('"' + hex + '"');
    }
    return digest;
  }

  private void write(Line line, Command[] commands) {
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

  private void append(byte[] name, Line line, int slot) {
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

  /** Ends an object or array, in place of the comma behind its last part. */
  private void close(char end) {
    if (text[length - 1] == ',') {
      length--;
    }
    append(end);
  }
}
