package dev.loopgen.core.internal.exec;

import dev.loopgen.api.verify.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The last bytes of an output that nobody keeps. Not thread-safe. */
final class OutputTail {

  private static final int MAX = 2_000;
  private static final int MAX_QUOTED = 400;

  private byte[] last = {};

  void accept(byte[] bytes, int count) {
    int added = Math.min(count, MAX);
    int kept = Math.min(last.length, MAX - added);
    byte[] next = Arrays.copyOfRange(last, last.length - kept, last.length + added);
    System.arraycopy(bytes, count - added, next, kept, added);
    last = next;
  }

  /** Returns a sentence with the last words, without secrets; empty if there are none. */
  String quoted(Redactor redactor) {
    String text = redactor.redact(new String(last, StandardCharsets.UTF_8)).strip();
    String end = text.substring(Math.max(0, text.length() - MAX_QUOTED));
    return end.isEmpty() ? "" : " It said: " + end;
  }
}
