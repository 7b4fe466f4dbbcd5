package dev.loopgen.api.internal.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Chooses the lines of an output that tell what failed, before those that merely come last. */
public final class FailureLines {

  private static final int MAX_LINE = 300;
  private static final int BEFORE = 1;
  private static final int AFTER = 3;
  private static final int TAIL = 5;

  private static final List<String> SIGNS =
      List.of(
          "error",
          "fail",
          "exception",
          "panic",
          "assert",
          "expected",
          "received",
          "actual",
          "not ok",
          "traceback",
          "undefined",
          "cannot",
          "unexpected",
          "mismatch",
          "invalid",
          "missing",
          "denied",
          "caused by",
          "-->",
          "✕",
          "✗",
          "×",
          "●",
          "» ");

  /** Lines that name failures and help nobody. */
  private static final List<String> NOISE =
      List.of(
          "re-run maven",
          "to see the full stack trace",
          "for more information about",
          "[help 1]",
          "java.base/",
          "node:internal",
          "see dump files",
          "org.junit.jupiter.api",
          "-> [help",
          "node_modules/",
          "/rustc/",
          "rust_backtrace");

  private FailureLines() {}

  /**
   * Returns the lines in their order, without control characters, within a number of bytes; the
   * marks of gaps come on top.
   */
  public static List<String> of(String output, int maxBytes) {
    List<String> lines = output.lines().map(FailureLines::shorten).toList();
    int[] rank = ranks(lines);
    boolean[] chosen = new boolean[lines.size()];
    int left = maxBytes;
    for (int wanted = 3; wanted > 0; wanted--) {
      for (int at = 0; at < lines.size(); at++) {
        int size = bytes(lines.get(at)) + 1;
        if (rank[at] == wanted && size <= left) {
          chosen[at] = true;
          left -= size;
        }
      }
    }
    return shown(lines, chosen);
  }

  private static int bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Ranks failures 3, what stands around them and at the end 2, other text 1, noise 0. */
  private static int[] ranks(List<String> lines) {
    int[] rank = new int[lines.size()];
    for (int at = 0; at < rank.length; at++) {
      String line = lines.get(at).toLowerCase(Locale.ROOT);
      boolean noise = NOISE.stream().anyMatch(line::contains) || line.equals("[error] ");
      boolean sign = SIGNS.stream().anyMatch(line::contains) || line.startsWith("e ");
      if (noise) {
        rank[at] = -1;
      } else if (sign) {
        rank[at] = 3;
      }
    }
    for (int at = 0; at < rank.length; at++) {
      if (rank[at] == 3) {
        for (int near = Math.max(0, at - BEFORE);
            near <= Math.min(rank.length - 1, at + AFTER);
            near++) {
          rank[near] = rank[near] == 0 ? 2 : rank[near];
        }
      }
    }
    for (int at = 0; at < rank.length; at++) {
      boolean blank = lines.get(at).isBlank();
      if (rank[at] == 0 && !blank) {
        rank[at] = at >= rank.length - TAIL ? 2 : 1;
      }
    }
    return rank;
  }

  private static String shorten(String line) {
    return TextStart.cut(OutputText.plain(line), MAX_LINE);
  }

  private static List<String> shown(List<String> lines, boolean[] chosen) {
    List<String> shown = new ArrayList<>();
    int gap = 0;
    for (int at = 0; at < chosen.length; at++) {
      if (chosen[at]) {
        if (gap > 0) {
          shown.add("… " + Plural.of(gap, "line") + " left out");
        }
        gap = 0;
        shown.add(lines.get(at));
      } else if (!lines.get(at).isBlank()) {
        gap++;
      }
    }
    if (gap > 0) {
      shown.add("… " + Plural.of(gap, "line") + " left out");
    }
    return shown;
  }
}
