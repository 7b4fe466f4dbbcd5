package dev.loopgen.api.internal.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File names for people. git spells every byte of a name that is not ASCII as an octal escape, and
 * so do ledger entries; here letters of all scripts are seen, and only what is unsafe to show stays
 * escaped.
 */
public final class ReadableNames {

  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern HIGH_BYTES = Pattern.compile("(?:\\\\[23][0-7]{2})+");

  private ReadableNames() {}

  /**
   * Replaces the octal escapes within quoted names by the letters that they spell in UTF-8, where
   * those are safe to show. A name that needs no quotes then loses them.
   *
   * @param text any text
   * @return the text for a person
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

  /** Decodes escapes, byte by byte where some are no letter. */
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

  /** Neither acts, nor hides, nor is a mark that could pose as one of a report's. */
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
