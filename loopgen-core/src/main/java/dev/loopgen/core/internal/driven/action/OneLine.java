package dev.loopgen.core.internal.driven.action;

/** Cuts a text of the model down to one line of bounded length. */
final class OneLine {

  private static final int MAX = 240;

  private OneLine() {}

  /** Replaces control characters and lone surrogates with spaces and cuts what is too long. */
  static String of(String text) {
    boolean cut = text.length() > MAX;
    int end = cut ? MAX - 1 : text.length();
    StringBuilder line = new StringBuilder(end + 1);
    for (int at = 0; at < end; at++) {
      char unit = text.charAt(at);
      if (Character.isHighSurrogate(unit)
          && at + 1 < end
          && Character.isLowSurrogate(text.charAt(at + 1))) {
        line.append(unit).append(text.charAt(++at));
      } else {
        boolean plain =
            !Character.isISOControl(unit)
                && !Character.isSurrogate(unit)
                && unit != '\u2028'
                && unit != '\u2029';
        line.append(plain ? unit : ' ');
      }
    }
    return cut ? line.append('…').toString() : line.toString();
  }
}
