package dev.loopgen.api.verify;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What is captured of some output that comes in chunks. */
record CapturedOutput(CommandOutput output, String heard) {

  static final byte[] SALT = new byte[32];

  /** Captures output with a secret in the environment, in chunks whose lengths repeat. */
  static CapturedOutput of(String secret, byte[] output, List<Integer> chunks) {
    StringBuilder heard = new StringBuilder();
    Redactor redactor = Redactor.of(Map.of("MY_TOKEN", secret));
    OutputCapture capture = new OutputCapture(redactor, SALT, heard::append);
    int from = 0;
    for (int i = 0; from < output.length; i++) {
      int length = Math.min(chunks.get(i % chunks.size()), output.length - from);
      capture.accept(Arrays.copyOfRange(output, from, from + length), length);
      from += length;
    }
    return new CapturedOutput(capture.finish(), heard.toString());
  }

  /** Captures output that comes in two chunks. */
  static CapturedOutput split(String secret, String output, int at) {
    byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
    return of(secret, bytes, at == 0 ? List.of(bytes.length) : List.of(at, bytes.length));
  }
}
