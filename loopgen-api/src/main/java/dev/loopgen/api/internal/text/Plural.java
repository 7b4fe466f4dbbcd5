package dev.loopgen.api.internal.text;

/** Counts things in sentences. */
public final class Plural {

  private Plural() {}

  /** Returns the count and the noun, with an s unless there is one. */
  public static String of(long count, String noun) {
    return of(count, noun, noun + "s");
  }

  /** Returns the count and the form of the noun that goes with it. */
  public static String of(long count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }
}
