package dev.loopgen.core.internal.json;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Distinguishes a JSON value that was cut off during a write from text that is not JSON. */
public final class CutOffValue {

  private CutOffValue() {}

  /**
   * Tells whether bytes are an incomplete JSON value, which may end within a character. Trailing
   * zeros are ignored: a file may have grown before its bytes were written.
   */
  public static boolean is(byte[] bytes) {
    try {
      Json.parse(withoutCutCharacter(withoutZeros(bytes)));
      return false;
    } catch (InvalidJsonException e) {
      return e.isCutOff();
    }
  }

  private static byte[] withoutZeros(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  private static byte[] withoutCutCharacter(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    boolean valid =
        StandardCharsets.UTF_8
            .newDecoder()
            .decode(in, CharBuffer.allocate(bytes.length), false)
            .isUnderflow();
    return valid ? Arrays.copyOf(bytes, in.position()) : bytes;
  }
}
