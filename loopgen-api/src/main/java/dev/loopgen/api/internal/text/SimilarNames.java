package dev.loopgen.api.internal.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelt one may have meant. */
public final class SimilarNames {

  private static final int MAX_LENGTH = 60;

  private SimilarNames() {}

  /**
   * Returns the known name that is most like the given one.
   *
   * @param given what was written
   * @param known what could have been meant
   * @return the name; empty if none is similar
   */
  public static Optional<String> closest(String given, Collection<String> known) {
    return known.stream()
        .filter(name -> isClose(given, name))
        .min(
            Comparator.<String>comparingInt(name -> distance(plain(given), plain(name)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /**
   * Tells whether names are similar: up to a third of the letters may differ; case and hyphens are
   * ignored.
   *
   * @param given what was written
   * @param known what could have been meant
   * @return whether it could
   */
  public static boolean isClose(String given, String known) {
    String a = plain(given);
    String b = plain(known);
    boolean begins = a.length() >= 4 && (b.startsWith(a) || b.endsWith(a));
    return begins || a.length() <= MAX_LENGTH && distance(a, b) <= Math.max(1, b.length() / 3);
  }

  private static String plain(String name) {
    String bounded = name.substring(0, Math.min(name.length(), 2 * MAX_LENGTH));
    return bounded.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** Counts the letters to change, add, remove, or swap with their neighbour. */
  private static int distance(String a, String b) {
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          rows[i][j] = i + j;
          continue;
        }
        int changed = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        rows[i][j] = Math.min(changed, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        if (isSwapped(a, i, b, j)) {
          rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
      }
    }
    return rows[a.length()][b.length()];
  }

  private static boolean isSwapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
