package dev.loopgen.api.internal.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Displays file names. git and ledger entries spell every non-ASCII byte of a name as an octal
 * escape; this class shows the letters of all scripts and keeps only unsafe characters escaped.
 */
public final class ReadableNames {

  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern HIGH_BYTES = Pattern.compile("(?:\\\\[23][0-7]{2})+");

  private ReadableNames() {}

  /**
   * Replaces octal escapes in quoted names with the UTF-8 letters they spell, if those are safe to
   * display. Removes quotes that are no longer needed.
   *
   * @param text any text
   * @return the text for display
   */
  public static String in(String text) {
    return QUOTED
        .matcher(text)
        .replaceAll(quoted -> Matcher.quoteReplacement(readable(quoted.group(), quoted.group(1))));
  }

  private static String readable(String whole, String name) {
    if (!HIGH_BYTES.matcher(name).find()) {
      return whole;
    }
    String shown =
        HIGH_BYTES
            .matcher(name)
            .replaceAll(escapes -> Matcher.quoteReplacement(letters(escapes.group())));
    return shown.indexOf('\\') < 0 ? shown : '"' + shown + '"';
  }

  /** Decodes escapes, byte by byte if some do not form a letter. */
  private static String letters(String escapes) {
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < escapes.length(); ) {
      int length = letterLength(escapes, at);
      String letter = decoded(escapes, at, length);
      if (letter.isEmpty()) {
        out.append(escapes, at, at + 4);
        at += 4;
      } else {
        out.append(letter);
        at += 4 * length;
      }
    }
    return out.toString();
  }

  private static int letterLength(String escapes, int at) {
    int first = octal(escapes, at);
    int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    return Math.min(length, (escapes.length() - at) / 4);
  }

  private static int octal(String escapes, int at) {
    return Integer.parseInt(escapes.substring(at + 1, at + 4), 8);
  }

  private static String decoded(String escapes, int at, int length) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
    for (int i = 0; i < length; i++) {
      bytes.write(octal(escapes, at + 4 * i));
    }
    try {
      String letter =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString();
      return letter.codePoints().allMatch(ReadableNames::isSafe) ? letter : "";
    } catch (CharacterCodingException notUtf8) {
      return "";
    }
  }

  /** Rejects control characters, invisible characters and report markers. */
  private static boolean isSafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR,
          Character.OTHER_SYMBOL ->
          false;
      default -> true;
    };
  }
}
