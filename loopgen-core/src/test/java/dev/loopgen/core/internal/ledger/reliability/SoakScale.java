package dev.loopgen.core.internal.ledger.reliability;

/** How much of the proof is run: a part in every build, all of it with {@code -Psoak}. */
final class SoakScale {

  private static final boolean LONG = Boolean.getBoolean("loopgen.soak");

  private SoakScale() {}

  static boolean isLong() {
    return LONG;
  }

  /** Returns how often something is done. */
  static int times(int inEveryBuild, int inTheLongForm) {
    return LONG ? inTheLongForm : inEveryBuild;
  }
}
