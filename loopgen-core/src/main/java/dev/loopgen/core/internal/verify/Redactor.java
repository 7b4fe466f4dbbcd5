package dev.loopgen.core.internal.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces known secret values and tokens of known shapes by a marker of fixed length. Immutable;
 * what it does not know it does not find.
 */
public final class Redactor {

  /** What stands in place of a secret. */
  static final String MARKER = "[REDACTED]";

  /** The longest stretch that may have to be seen whole. */
  static final int WINDOW = 1 << 16;

  private static final byte[] KEY_BEGIN = ascii("-----BEGIN ");
  private static final byte[] KEY_LABEL = ascii("PRIVATE KEY-----");
  private static final byte[] KEY_END = ascii("-----END ");
  private static final byte[] AUTHORITY = ascii("://");
  private static final int MAX_LABEL = 40;
  private static final int MAX_USERINFO = 512;

  private final boolean[] pairs = new boolean[1 << 16];
  private final Map<Integer, List<byte[]>> literals = new HashMap<>();

  private Redactor(Set<String> secrets) {
    for (String secret : secrets) {
      byte[] bytes = secret.getBytes(StandardCharsets.ISO_8859_1);
      byte[] bounded = bytes.length > WINDOW / 2 ? Arrays.copyOf(bytes, WINDOW / 2) : bytes;
      literals.computeIfAbsent(mark(bounded), pair -> new ArrayList<>()).add(bounded);
    }
    TokenShape.KNOWN.forEach(shape -> mark(ascii(shape.prefix())));
    mark(KEY_BEGIN);
    mark(AUTHORITY);
  }

  /** Returns a redactor for the secrets among the variables of an environment. */
  public static Redactor forEnvironment(Map<String, String> environment) {
    return new Redactor(Secrets.encodings(environment));
  }

  /** Redacts a whole text. */
  public String redact(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    for (Match match = next(bytes, 0, bytes.length); match != null; ) {
      out.append(new String(bytes, from, match.start - from, StandardCharsets.UTF_8));
      out.append(MARKER);
      from = match.end;
      match = next(bytes, from, bytes.length);
    }
    return out.append(new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8))
        .toString();
  }

  private int mark(byte[] start) {
    int pair = (start[0] & 0xff) << 8 | start[1] & 0xff;
    pairs[pair] = true;
    return pair;
  }

  /** A stretch to be replaced. */
  record Match(int start, int end) {}

  /** Finds the next stretch, overlapping ones taken together, or null where there is none. */
  @Nullable Match next(byte[] bytes, int from, int limit) {
    for (int at = from; at + 1 < limit; at++) {
      if (pairs[(bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff]) {
        int end = end(bytes, at, limit);
        if (end > at) {
          for (int inner = at + 1; inner < end && inner + 1 < limit; inner++) {
            end = Math.max(end, end(bytes, inner, limit));
          }
          return new Match(at, end);
        }
      }
    }
    return null;
  }

  private int end(byte[] bytes, int at, int limit) {
    int pair = (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    if (!pairs[pair]) {
      return at;
    }
    int end = at;
    for (byte[] literal : literals.getOrDefault(pair, List.of())) {
      if (startsWith(bytes, at, limit, literal)) {
        end = Math.max(end, at + literal.length);
      }
    }
    for (TokenShape shape : TokenShape.KNOWN) {
      end = Math.max(end, shape.end(bytes, at, limit));
    }
    return Math.max(end, Math.max(privateKeyEnd(bytes, at, limit), userInfoEnd(bytes, at, limit)));
  }

  private static int privateKeyEnd(byte[] bytes, int at, int limit) {
    if (!startsWith(bytes, at, limit, KEY_BEGIN)) {
      return at;
    }
    int label = indexOf(bytes, at, Math.min(limit, at + MAX_LABEL), KEY_LABEL);
    if (label < 0) {
      return at;
    }
    int end = indexOf(bytes, label, limit, KEY_END);
    int last = Math.min(limit, at + WINDOW / 2);
    return end < 0 || end > last ? last : end;
  }

  /** The user information of a URL that holds a password: everything up to the at sign. */
  private static int userInfoEnd(byte[] bytes, int at, int limit) {
    if (!startsWith(bytes, at, limit, AUTHORITY)) {
      return at;
    }
    boolean colon = false;
    for (int i = at + 3; i < Math.min(limit, at + MAX_USERINFO); i++) {
      if (bytes[i] == '@') {
        return colon ? i : at;
      }
      if (bytes[i] <= ' ' || bytes[i] == '/') {
        return at;
      }
      colon |= bytes[i] == ':';
    }
    return at;
  }

  /**
   * Tells how many bytes at the end of a stretch may be the start of a secret that goes on behind
   * it: a word that has not ended, a literal that has begun, a key block without its end.
   */
  int undecided(byte[] bytes, int from, int limit) {
    int word = limit;
    while (word > from && bytes[word - 1] > ' ' && limit - word < WINDOW / 4) {
      word--;
    }
    int held = limit - Math.max(from, word - "Bearer ".length());
    for (List<byte[]> group : literals.values()) {
      for (byte[] literal : group) {
        held = Math.max(held, begun(bytes, from, limit, literal));
      }
    }
    int key = lastIndexOf(bytes, Math.max(from, limit - WINDOW / 2), limit, KEY_BEGIN);
    if (key >= 0 && indexOf(bytes, key, limit, KEY_END) < 0) {
      held = Math.max(held, limit - key);
    }
    return Math.min(held, limit - from);
  }

  private static int begun(byte[] bytes, int from, int limit, byte[] literal) {
    for (int length = Math.min(literal.length - 1, limit - from); length > 0; length--) {
      if (bytes[limit - 1] == literal[length - 1]
          && Arrays.equals(bytes, limit - length, limit, literal, 0, length)) {
        return length;
      }
    }
    return 0;
  }

  private static boolean startsWith(byte[] bytes, int at, int limit, byte[] start) {
    return at + start.length <= limit
        && Arrays.equals(bytes, at, at + start.length, start, 0, start.length);
  }

  private static int indexOf(byte[] bytes, int from, int limit, byte[] wanted) {
    for (int i = from; i + wanted.length <= limit; i++) {
      if (bytes[i] == wanted[0] && startsWith(bytes, i, limit, wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static int lastIndexOf(byte[] bytes, int from, int limit, byte[] wanted) {
    for (int i = limit - wanted.length; i >= from; i--) {
      if (bytes[i] == wanted[0] && startsWith(bytes, i, limit, wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
