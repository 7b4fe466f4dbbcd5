package dev.loopgen.api.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A glob pattern for one name: {@code *} matches any bytes, {@code ?} matches one character.
 *
 * <p>A name that is not UTF-8 is matched byte by byte. With case folding, letters are compared both
 * individually and by their full Unicode upper case ({@code \u00df} as {@code SS}), because file
 * systems differ here. A case-sensitive match always matches with case folding too.
 */
final class Glob {

  /** Matches directories rather than one name. */
  static final Glob ANY_PATH = new Glob(new byte[] {'*', '*'});

  private static final byte[] DOT_GIT = {'.', 'g', 'i', 't'};

  private final byte[] pattern;
  private final byte[] simplyFolded;
  private final byte[] fullyFolded;
  private final boolean literal;
  private final boolean anyPath;
  private final long letters;

  Glob(byte[] pattern) {
    this.pattern = pattern;
    this.simplyFolded = fold(pattern, false);
    this.fullyFolded = fold(pattern, true);
    this.literal = indexOf(pattern, '*') < 0 && indexOf(pattern, '?') < 0;
    this.anyPath = pattern.length == 2 && pattern[0] == '*' && pattern[1] == '*';
    this.letters = letters(pattern);
  }

  /** Tells whether this is {@code **}, which matches directories rather than one name. */
  boolean isAnyPath() {
    return anyPath;
  }

  /** Returns the bytes that each name has that this matches. */
  private static long letters(byte[] pattern) {
    long letters = 0;
    for (byte b : pattern) {
      letters |= b == '*' || b == '?' ? 0 : 1L << b;
    }
    return letters;
  }

  boolean isDotGit() {
    return Arrays.equals(pattern, DOT_GIT);
  }

  /** Tells whether this matches a name. */
  boolean matches(PathName name, boolean foldCase) {
    if (!foldCase) {
      return name.mayContain(letters)
          && (literal ? name.isEqual(pattern) : matches(pattern, name.bytes()));
    }
    return matches(name.bytes(), true);
  }

  boolean matches(byte[] name, boolean foldCase) {
    return matchesOne(pattern, name)
        || foldCase && matchesOne(simplyFolded, fold(name, false))
        || foldCase && matchesOne(fullyFolded, fold(name, true));
  }

  private boolean matchesOne(byte[] glob, byte[] text) {
    return literal ? Arrays.equals(glob, text) : matches(glob, text);
  }

  /** Backtracks only to the last star, so the time is at most the product of both lengths. */
  private static boolean matches(byte[] glob, byte[] text) {
    int g = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length) {
      if (g < glob.length && glob[g] == '*') {
        star = g++;
        resume = t;
      } else if (g < glob.length && glob[g] == '?') {
        g++;
        t += characterLength(text, t);
      } else if (g < glob.length && glob[g] == text[t]) {
        g++;
        t++;
      } else if (star >= 0) {
        g = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (g < glob.length && glob[g] == '*') {
      g++;
    }
    return g == glob.length;
  }

  private static int characterLength(byte[] text, int at) {
    int length = 1;
    if ((text[at] & 0xc0) == 0xc0) {
      while (at + length < text.length && length < 4 && (text[at + length] & 0xc0) == 0x80) {
        length++;
      }
    }
    return length;
  }

  private static byte[] fold(byte[] name, boolean fully) {
    boolean ascii = true;
    for (byte b : name) {
      ascii &= b >= 0;
    }
    String text = ascii ? "" : new String(name, StandardCharsets.UTF_8);
    if (ascii || text.indexOf('\ufffd') >= 0) {
      return foldAscii(name);
    }
    String folded =
        fully
            ? text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('\u03c2', '\u03c3')
            : text.codePoints()
                .map(c -> Character.toLowerCase(Character.toUpperCase(c)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    return folded.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] foldAscii(byte[] name) {
    byte[] lower = name.clone();
    for (int i = 0; i < lower.length; i++) {
      if (lower[i] >= 'A' && lower[i] <= 'Z') {
        lower[i] += 'a' - 'A';
      }
    }
    return lower;
  }

  private static int indexOf(byte[] bytes, char c) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == c) {
        return i;
      }
    }
    return -1;
  }
}
