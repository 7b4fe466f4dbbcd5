package dev.loopgen.core.internal.exec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** Redacts whole texts as the output of commands is redacted. Immutable and thread-safe. */
public final class TextRedactor {

  private final Redactor redactor;

  private TextRedactor(Redactor redactor) {
    this.redactor = redactor;
  }

  /** Returns a redactor for the secrets of an environment and for other secrets. */
  public static TextRedactor of(Map<String, String> environment, Set<String> secrets) {
    return new TextRedactor(Redactor.of(environment, secrets));
  }

  /** Replaces the secrets in a text. */
  public String redact(String text) {
    StringBuilder redacted = new StringBuilder();
    OutputCapture capture = new OutputCapture(redactor, new byte[32], redacted::append);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; from += OutputCapture.CHUNK) {
      byte[] part =
          Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + OutputCapture.CHUNK));
      capture.accept(part, part.length);
    }
    capture.finish();
    return redacted.toString();
  }
}
