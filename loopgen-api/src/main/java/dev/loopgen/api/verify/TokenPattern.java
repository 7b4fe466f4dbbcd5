package dev.loopgen.api.verify;

import java.util.List;
import java.util.function.IntPredicate;

/** The format of a well-known kind of token: its prefix, its characters and its minimum length. */
record TokenPattern(String prefix, boolean[] characters, int minLength, boolean wholeWord) {

  private static final int MAX_LENGTH = 1 << 13;

  private static final boolean[] WORD = table(c -> isAlphanumeric(c) || c == '_' || c == '-');
  private static final boolean[] DOTTED = table(c -> WORD[c] || c == '.');
  private static final boolean[] ANYTHING = table(c -> c > ' ' && c < 0x7f);

  static final List<TokenPattern> KNOWN =
      List.of(
          word("ghp_", 20),
          word("gho_", 20),
          word("ghu_", 20),
          word("ghs_", 20),
          word("ghr_", 20),
          word("github_pat_", 30),
          word("glpat-", 20),
          word("xoxa-", 20),
          word("xoxb-", 20),
          word("xoxp-", 20),
          word("xoxr-", 20),
          word("xoxs-", 20),
          word("AKIA", 20),
          word("ASIA", 20),
          word("AIza", 35),
          word("sk_live_", 20),
          word("rk_live_", 20),
          word("npm_", 30),
          word("sk-", 24),
          new TokenPattern("eyJ", DOTTED, 40, true),
          new TokenPattern("Bearer ", ANYTHING, 15, true),
          new TokenPattern("bearer ", ANYTHING, 15, true));

  private static boolean[] table(IntPredicate characters) {
    boolean[] table = new boolean[1 << 8];
    for (int c = 0; c < table.length; c++) {
      table[c] = characters.test(c);
    }
    return table;
  }

  private static TokenPattern word(String prefix, int minLength) {
    return new TokenPattern(prefix, WORD, minLength, true);
  }

  /**
   * Returns the index after the token that starts at an index, the index itself if none does, or
   * {@link SecretScanner#UNDECIDED}.
   */
  int end(byte[] bytes, int at, int limit, boolean complete) {
    if (wholeWord && at > 0 && isAlphanumeric(bytes[at - 1] & 0xff)) {
      return at;
    }
    for (int i = 0; i < prefix.length() && at + i < limit; i++) {
      if (bytes[at + i] != prefix.charAt(i)) {
        return at;
      }
    }
    int end = Math.min(limit, at + prefix.length());
    int last = Math.min(limit, at + MAX_LENGTH);
    while (end < last && characters[bytes[end] & 0xff]) {
      end++;
    }
    if (end == limit && end < at + MAX_LENGTH && !complete) {
      return SecretScanner.UNDECIDED;
    }
    return end - at >= minLength ? end : at;
  }

  private static boolean isAlphanumeric(int c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }
}
