package dev.loopgen.core.internal.driven.progress;

import dev.loopgen.api.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;

/**
 * A digest of failing output that stays the same where only numbers, durations, paths, addresses,
 * colours or the order of lines differ.
 */
public final class FailureDigest {

  private static final int MIN_ADDRESS = 6;

  private FailureDigest() {}

  /** Returns the SHA-256 of what is left of an output, in hexadecimal. */
  public static String of(String output) {
    TreeSet<String> lines = new TreeSet<>();
    output.lines().map(FailureDigest::essence).filter(line -> !line.isBlank()).forEach(lines::add);
    return Sha256.hash(String.join("\n", lines).getBytes(StandardCharsets.UTF_8)).hex();
  }

  private static String essence(String line) {
    StringBuilder out = new StringBuilder();
    for (String word : withoutColours(line).split("[ \t]+")) {
      String essence = word(word);
      if (!essence.isEmpty()) {
        out.append(essence).append(' ');
      }
    }
    return out.toString();
  }

  /** Drops paths, numbers and the units after them. */
  private static String word(String word) {
    if (word.indexOf('/') >= 0 || word.indexOf('\\') >= 0) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < word.length(); ) {
      int end = at;
      boolean digit = false;
      while (end < word.length() && Character.digit(word.charAt(end), 16) >= 0) {
        digit |= Character.isDigit(word.charAt(end));
        end++;
      }
      if (end > at && digit && (end - at >= MIN_ADDRESS || isNumber(word, at, end))) {
        at = end;
      } else if (Character.isDigit(word.charAt(at))) {
        at++;
      } else {
        out.append(word.charAt(at++));
      }
    }
    String rest = out.toString();
    return isUnit(rest) ? "" : rest;
  }

  private static boolean isNumber(String word, int from, int to) {
    return word.substring(from, to).chars().allMatch(Character::isDigit);
  }

  private static boolean isUnit(String rest) {
    String letters = rest.replaceAll("[.,:;()\\[\\]~]", "");
    return switch (letters) {
      case "", "s", "ms", "us", "ns", "m", "h", "min", "sec", "secs", "second", "seconds", "ms)" ->
          true;
      default -> false;
    };
  }

  private static String withoutColours(String line) {
    if (line.indexOf('\u001b') < 0) {
      return line;
    }
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < line.length(); at++) {
      if (line.charAt(at) == '\u001b' && at + 1 < line.length() && line.charAt(at + 1) == '[') {
        at += 2;
        while (at < line.length() && (line.charAt(at) < '@' || line.charAt(at) > '~')) {
          at++;
        }
      } else {
        out.append(line.charAt(at));
      }
    }
    return out.toString();
  }
}
