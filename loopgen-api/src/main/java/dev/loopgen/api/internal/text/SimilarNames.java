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

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int changed = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
        row[j] = Math.min(changed, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
