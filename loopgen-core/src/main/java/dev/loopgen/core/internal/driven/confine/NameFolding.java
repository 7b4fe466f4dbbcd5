package dev.loopgen.core.internal.driven.confine;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Folds names that some file system takes for the same: those that differ in case, in Unicode form
 * or in characters that HFS+ ignores (as git does for {@code .git}).
 */
final class NameFolding {

  private NameFolding() {}

  static String fold(String name) {
    String visible =
        name.codePoints()
            .filter(c -> !isIgnored(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String upper = Normalizer.normalize(visible, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
    return Normalizer.normalize(upper.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }

  private static boolean isIgnored(int c) {
    return c >= 0x200c && c <= 0x200f
        || c >= 0x202a && c <= 0x202e
        || c >= 0x2060 && c <= 0x206f
        || c == 0xfeff
        || c == 0x00ad
        || c >= 0xfe00 && c <= 0xfe0f;
  }
}
