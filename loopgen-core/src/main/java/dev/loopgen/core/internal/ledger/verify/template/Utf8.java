package dev.loopgen.core.internal.ledger.verify.template;

/** UTF-8 as in RFC 3629: no surrogates, no overlong encodings. */
final class Utf8 {

  private Utf8() {}

  /** Returns the length of the multi-byte character at an index, or 0 if there is none. */
  static int length(byte[] text, int at) {
    int first = text[at] & 0xff;
    if (first < 0xc2 || first > 0xf4 || !continues(text[at + 1])) {
      return 0;
    }
    if (first < 0xe0) {
      return 2;
    }
    int second = text[at + 1] & 0xff;
    if (!continues(text[at + 2])) {
      return 0;
    }
    if (first < 0xf0) {
      boolean overlong = first == 0xe0 && second < 0xa0;
      boolean surrogate = first == 0xed && second >= 0xa0;
      return overlong || surrogate ? 0 : 3;
    }
    boolean overlong = first == 0xf0 && second < 0x90;
    boolean beyond = first == 0xf4 && second >= 0x90;
    return overlong || beyond || !continues(text[at + 3]) ? 0 : 4;
  }

  private static boolean continues(byte unit) {
    return (unit & 0xc0) == 0x80;
  }
}
