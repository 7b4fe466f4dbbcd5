package dev.loopgen.api.internal.text;

import java.util.Collection;

/** Names the first few of many in a sentence. */
public final class FirstNames {

  private FirstNames() {}

  /**
   * Joins the first names with commas and counts the rest.
   *
   * @param names the names, in order
   * @param most how many are named
   * @return such as {@code a, b and 3 more}
   */
  public static String of(Collection<String> names, int most) {
    String first = String.join(", ", names.stream().limit(most).toList());
    return names.size() > most ? first + " and " + (names.size() - most) + " more" : first;
  }
}
