package dev.loopgen.core.internal.driven.prompt;

import java.util.HashSet;
import java.util.Set;

/** The words of a text, as programming languages write names. */
final class Words {

  private Words() {}

  static Set<String> of(String text) {
    return words(text, false);
  }

  /** Returns the words that are called: an opening parenthesis follows them. */
  static Set<String> called(String text) {
    return words(text, true);
  }

  private static Set<String> words(String text, boolean called) {
    Set<String> words = new HashSet<>();
    int start = -1;
    for (int at = 0; at <= text.length(); at++) {
      boolean part = at < text.length() && isPart(text.charAt(at));
      if (part && start < 0) {
        start = at;
      } else if (!part && start >= 0) {
        if (!called || at < text.length() && text.charAt(at) == '(') {
          words.add(text.substring(start, at));
        }
        start = -1;
      }
    }
    return words;
  }

  private static boolean isPart(char unit) {
    return Character.isLetterOrDigit(unit) || unit == '_' || unit == '-' || unit == '$';
  }
}
