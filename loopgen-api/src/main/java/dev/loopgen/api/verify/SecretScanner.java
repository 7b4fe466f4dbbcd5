package dev.loopgen.api.verify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds known secret values and tokens of known formats in output. Immutable. */
final class SecretScanner {

  /** The most bytes of a secret that are examined. */
  static final int WINDOW = 1 << 15;

  /** The result if it depends on bytes that have not arrived yet. */
  static final int UNDECIDED = -1;

  private static final byte[] KEY_BEGIN = ascii("-----BEGIN ");
  private static final byte[] KEY_LABEL = ascii("PRIVATE KEY-----");
  private static final byte[] KEY_END = ascii("-----END ");
  private static final byte[] AUTHORITY = ascii("://");
  private static final int MAX_LABEL = 40;
  private static final int MAX_KEY = 1 << 14;
  private static final int MAX_USERINFO = 512;

  /** The number of bytes that decide whether a known value may start. */
  private static final int KEY_LENGTH = 4;

  private static final int FILTER_BITS = 20;

  private final boolean[] starts = new boolean[1 << 8];
  private final boolean[] shapes = new boolean[1 << 16];
  private final boolean[] values = new boolean[1 << 16];
  private final BitSet filter = new BitSet(1 << FILTER_BITS);
  private final Map<Integer, List<byte[]>> literals = new HashMap<>();

  private SecretScanner(Set<String> secrets) {
    for (String secret : secrets) {
      byte[] bytes = secret.getBytes(StandardCharsets.ISO_8859_1);
      for (int from = 0; from < bytes.length; from += WINDOW) {
        int start = Math.max(0, Math.min(from, bytes.length - SecretValues.MIN_LENGTH));
        byte[] piece = Arrays.copyOfRange(bytes, start, Math.min(bytes.length, from + WINDOW));
        mark(piece, values);
        int key = key(piece, 0);
        filter.set(bit(key));
        literals.computeIfAbsent(key, none -> new ArrayList<>()).add(piece);
      }
    }
    TokenPattern.KNOWN.forEach(shape -> mark(ascii(shape.prefix()), shapes));
    mark(KEY_BEGIN, shapes);
    mark(AUTHORITY, shapes);
  }

  /** Returns a scanner for the secrets of an environment and for other secrets. */
  static SecretScanner of(Map<String, String> environment, Set<String> secrets) {
    return new SecretScanner(SecretValues.encodings(environment, secrets));
  }

  private void mark(byte[] start, boolean[] pairs) {
    starts[start[0] & 0xff] = true;
    pairs[pair(start, 0)] = true;
  }

  private static int pair(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  private static int key(byte[] bytes, int at) {
    return pair(bytes, at) << 16 | pair(bytes, at + 2);
  }

  private static int bit(int key) {
    return key * 0x9e3779b1 >>> 32 - FILTER_BITS;
  }

  /** Returns the first index, from a given one on, at which a secret may start, or the limit. */
  int candidate(byte[] bytes, int from, int limit) {
    for (int at = from; at + 1 < limit; at++) {
      int pair = pair(bytes, at);
      if (shapes[pair] || values[pair] && mayBeValue(bytes, at, limit)) {
        return at;
      }
    }
    boolean atLast = from < limit && starts[bytes[limit - 1] & 0xff];
    return atLast ? limit - 1 : limit;
  }

  private boolean mayBeValue(byte[] bytes, int at, int limit) {
    return at + KEY_LENGTH > limit || filter.get(bit(key(bytes, at)));
  }

  /**
   * Returns the index after the longest secret that starts at an index, or the index itself if none
   * does. The result depends on the byte before, and on at most {@link #WINDOW} bytes from the
   * index on.
   *
   * @param complete whether the output ends at the limit
   * @return the index, or {@link #UNDECIDED} if it depends on bytes after the limit
   */
  int end(byte[] bytes, int at, int limit, boolean complete) {
    if (at + 1 >= limit) {
      return complete ? at : UNDECIDED;
    }
    int pair = pair(bytes, at);
    int value = values[pair] ? valueEnd(bytes, at, limit, complete) : at;
    int shape = shapes[pair] ? shapeEnd(bytes, at, limit, complete) : at;
    return value == UNDECIDED || shape == UNDECIDED ? UNDECIDED : Math.max(value, shape);
  }

  private int valueEnd(byte[] bytes, int at, int limit, boolean complete) {
    if (at + KEY_LENGTH > limit) {
      return complete ? at : UNDECIDED;
    }
    int end = at;
    for (byte[] literal : literals.getOrDefault(key(bytes, at), List.of())) {
      int seen = Math.min(literal.length, limit - at);
      if (Arrays.equals(bytes, at, at + seen, literal, 0, seen)) {
        if (seen == literal.length) {
          end = Math.max(end, at + seen);
        } else if (!complete) {
          return UNDECIDED;
        }
      }
    }
    return end;
  }

  private static int shapeEnd(byte[] bytes, int at, int limit, boolean complete) {
    int end = at;
    for (TokenPattern shape : TokenPattern.KNOWN) {
      int token = shape.end(bytes, at, limit, complete);
      if (token == UNDECIDED) {
        return UNDECIDED;
      }
      end = Math.max(end, token);
    }
    int key = privateKeyEnd(bytes, at, limit, complete);
    int userInfo = userInfoEnd(bytes, at, limit, complete);
    return key == UNDECIDED || userInfo == UNDECIDED
        ? UNDECIDED
        : Math.max(end, Math.max(key, userInfo));
  }

  private static int privateKeyEnd(byte[] bytes, int at, int limit, boolean complete) {
    if (!mayStartWith(bytes, at, limit, KEY_BEGIN)) {
      return at;
    }
    int none = complete ? at : UNDECIDED;
    int labelLimit = Math.min(limit, at + MAX_LABEL);
    int label = indexOf(bytes, at, labelLimit, KEY_LABEL);
    if (label < 0) {
      return labelLimit == at + MAX_LABEL ? at : none;
    }
    int last = Math.min(limit, at + MAX_KEY);
    int end = indexOf(bytes, label, last, KEY_END);
    if (end >= 0) {
      return end;
    }
    return complete || last == at + MAX_KEY ? last : UNDECIDED;
  }

  /** Returns the end of a URL's user information, the at sign, if it contains a password. */
  private static int userInfoEnd(byte[] bytes, int at, int limit, boolean complete) {
    if (!mayStartWith(bytes, at, limit, AUTHORITY)) {
      return at;
    }
    boolean colon = false;
    int last = Math.min(limit, at + MAX_USERINFO);
    for (int i = at + AUTHORITY.length; i < last; i++) {
      if (bytes[i] == '@') {
        return colon ? i : at;
      }
      if (bytes[i] <= ' ' || bytes[i] == '/') {
        return at;
      }
      colon |= bytes[i] == ':';
    }
    return complete || last == at + MAX_USERINFO ? at : UNDECIDED;
  }

  /** Tells whether the bytes that have arrived match a prefix. */
  private static boolean mayStartWith(byte[] bytes, int at, int limit, byte[] start) {
    int seen = Math.min(start.length, limit - at);
    return Arrays.equals(bytes, at, at + seen, start, 0, seen);
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

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
