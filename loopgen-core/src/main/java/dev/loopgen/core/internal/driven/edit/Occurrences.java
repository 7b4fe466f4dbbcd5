package dev.loopgen.core.internal.driven.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;

/**
 * Finds all occurrences of a sequence, overlapping ones too, in linear time (Knuth–Morris–Pratt).
 */
final class Occurrences {

  private Occurrences() {}

  /** Finds a text. */
  static List<Integer> of(String wanted, String text, int most) {
    return find(
        wanted.length(),
        text.length(),
        (i, j) -> wanted.charAt(i) - wanted.charAt(j),
        (i, j) -> wanted.charAt(i) - text.charAt(j),
        most);
  }

  /** Finds a sequence of lines. */
  static List<Integer> of(List<String> wanted, List<String> lines, int most) {
    return find(
        wanted.size(),
        lines.size(),
        (i, j) -> wanted.get(i).equals(wanted.get(j)) ? 0 : 1,
        (i, j) -> wanted.get(i).equals(lines.get(j)) ? 0 : 1,
        most);
  }

  private static List<Integer> find(
      int wanted, int length, IntBinaryOperator self, IntBinaryOperator other, int most) {
    List<Integer> found = new ArrayList<>();
    if (wanted == 0 || wanted > length) {
      return found;
    }
    int[] border = new int[wanted];
    for (int at = 1, matched = 0; at < wanted; at++) {
      while (matched > 0 && self.applyAsInt(matched, at) != 0) {
        matched = border[matched - 1];
      }
      matched += self.applyAsInt(matched, at) == 0 ? 1 : 0;
      border[at] = matched;
    }
    for (int at = 0, matched = 0; at < length && found.size() < most; at++) {
      while (matched > 0 && other.applyAsInt(matched, at) != 0) {
        matched = border[matched - 1];
      }
      matched += other.applyAsInt(matched, at) == 0 ? 1 : 0;
      if (matched == wanted) {
        found.add(at - wanted + 1);
        matched = border[matched - 1];
      }
    }
    return found;
  }
}
