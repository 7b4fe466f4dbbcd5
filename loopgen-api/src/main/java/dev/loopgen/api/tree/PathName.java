package dev.loopgen.api.tree;

import java.util.Arrays;

/** One name of a path, as a range of bytes that must not be modified. */
final class PathName {

  private final byte[] source;
  private final int from;
  private final int to;
  private final long letters;

  PathName(byte[] source, int from, int to) {
    this.source = source;
    this.from = from;
    this.to = to;
    this.letters = letters(source, from, to);
  }

  /** Returns a set of bytes by their lower six bits. */
  static long letters(byte[] source, int from, int to) {
    long letters = 0;
    for (int i = from; i < to; i++) {
      letters |= 1L << source[i];
    }
    return letters;
  }

  /** Tells whether the name may contain all bytes of a set; says no only if it does not. */
  boolean mayContain(long wanted) {
    return (wanted & ~letters) == 0;
  }

  int length() {
    return to - from;
  }

  byte at(int index) {
    return source[from + index];
  }

  boolean isEqual(byte[] name) {
    return Arrays.equals(source, from, to, name, 0, name.length);
  }

  byte[] bytes() {
    return Arrays.copyOfRange(source, from, to);
  }

  /** Tells whether it is {@code .git}; only ASCII letters are folded, as git does. */
  boolean isGitDirectory(boolean foldCase) {
    int fold = foldCase ? 0x20 : 0;
    return length() == 4
        && at(0) == '.'
        && (at(1) | fold) == 'g'
        && (at(2) | fold) == 'i'
        && (at(3) | fold) == 't';
  }
}
