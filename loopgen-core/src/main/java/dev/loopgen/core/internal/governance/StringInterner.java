package dev.loopgen.core.internal.governance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.loopgen.api.json.Json;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Interns strings: a repeated string is usually returned without creating a new object. Not
 * thread-safe.
 */
final class StringInterner {

  private static final int SLOTS = 1 << 12;
  private static final int MOST = SLOTS / 2;

  private final @Nullable Name[] slots = new @Nullable Name[SLOTS];
  private int count;
  private Name last = new Name(new byte[0], "");

  private record Name(byte[] spelled, String name) {

    boolean is(byte[] text, int from, int to) {
      return Arrays.equals(spelled, 0, spelled.length, text, from, to);
    }
  }

  /** Returns the value of a JSON string; equal values are usually the same object. */
  String read(byte[] text, int from, int to) {
    return last.is(text, from, to) ? last.name : find(text, from, to);
  }

  private String find(byte[] text, int from, int to) {
    int slot = hash(text, from, to) & SLOTS - 1;
    for (Name known = slots[slot]; known != null; known = slots[slot]) {
      if (known.is(text, from, to)) {
        last = known;
        return known.name;
      }
      slot = slot + 1 & SLOTS - 1;
    }
    byte[] spelled = Arrays.copyOfRange(text, from, to);
    Name fresh = new Name(spelled, GroupNames.shorten(value(spelled)));
    if (count == MOST) {
      Arrays.fill(slots, null);
      count = 0;
      slot = hash(text, from, to) & SLOTS - 1;
    }
    slots[slot] = fresh;
    count++;
    last = fresh;
    return fresh.name;
  }

  /** Hashes some of the bytes; the comparison tells other strings apart. */
  private static int hash(byte[] text, int from, int to) {
    int last = to - 2;
    int step = 1 + (to - from >> 3);
    int hash = to - from;
    for (int i = from + 1; i < last; i += step) {
      hash = 31 * hash + text[i];
    }
    hash = 31 * hash + text[last];
    return hash ^ hash >>> 15;
  }

  static String value(byte[] spelled) {
    boolean plain = true;
    for (byte unit : spelled) {
      plain &= unit != '\\';
    }
    return plain
        ? new String(spelled, 1, spelled.length - 2, UTF_8)
        : ((Json.Text) Json.parse(spelled)).value();
  }
}
