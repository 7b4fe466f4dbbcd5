package dev.loopgen.report.decision;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Converts a path as shown in findings to a relative URI of the exact bytes. */
final class PathUri {

  private static final String ESCAPES = "abtnvfr\"\\";
  private static final String ESCAPED = "\u0007\b\t\n\u000b\f\r\"\\";

  private PathUri() {}

  /** Encodes all but unreserved characters and slashes, so that no path can be misread. */
  static String of(String shown) {
    StringBuilder uri = new StringBuilder();
    for (byte b : bytes(shown)) {
      boolean plain =
          b >= 'a' && b <= 'z'
              || b >= 'A' && b <= 'Z'
              || b >= '0' && b <= '9'
              || "-._~/".indexOf(b) >= 0;
      uri.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b));
    }
    return uri.toString();
  }

  /** Undoes git's quoting of unusual paths. */
  private static byte[] bytes(String shown) {
    boolean quoted = shown.length() > 1 && shown.startsWith("\"") && shown.endsWith("\"");
    if (!quoted) {
      return shown.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(shown.length());
    String inner = shown.substring(1, shown.length() - 1);
    for (int at = 0; at < inner.length(); ) {
      at = inner.charAt(at) == '\\' ? escape(inner, at, bytes) : plain(inner, at, bytes);
    }
    return bytes.toByteArray();
  }

  private static int plain(String inner, int at, ByteArrayOutputStream bytes) {
    int end = at + Character.charCount(inner.codePointAt(at));
    bytes.writeBytes(inner.substring(at, end).getBytes(StandardCharsets.UTF_8));
    return end;
  }

  private static int escape(String inner, int at, ByteArrayOutputStream bytes) {
    String rest = inner.substring(at + 1);
    if (rest.matches("(?s)[0-3][0-7]{2}.*")) {
      bytes.write(Integer.parseInt(rest.substring(0, 3), 8));
      return at + 4;
    }
    int known = rest.isEmpty() ? -1 : ESCAPES.indexOf(rest.charAt(0));
    if (known < 0) {
      bytes.write('\\');
      return at + 1;
    }
    bytes.write(ESCAPED.charAt(known));
    return at + 2;
  }
}
