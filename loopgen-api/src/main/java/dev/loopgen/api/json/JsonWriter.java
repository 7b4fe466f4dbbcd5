package dev.loopgen.api.json;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** Writes JSON as {@code JSON.stringify} does, without white space. */
final class JsonWriter {

  private static final HexFormat HEX = HexFormat.of();

  private final boolean sorted;
  private final StringBuilder out = new StringBuilder(256);

  private JsonWriter(boolean sorted) {
    this.sorted = sorted;
  }

  /**
   * Writes a value.
   *
   * @param sorted whether members are sorted by name instead of keeping their own order
   */
  static String write(Json value, boolean sorted) {
    JsonWriter writer = new JsonWriter(sorted);
    writer.append(value);
    return writer.out.toString();
  }

  private void append(Json value) {
    if (value instanceof Json.Text text) {
      quote(text.value());
    } else if (value instanceof Json.Obj object) {
      appendObject(object);
    } else if (value instanceof Json.Num number) {
      out.append(EcmaNumber.format(number.value()));
    } else if (value instanceof Json.Bool bool) {
      out.append(bool.value());
    } else if (value instanceof Json.Array array) {
      appendArray(array.elements());
    } else {
      out.append("null");
    }
  }

  private void appendObject(Json.Obj object) {
    out.append('{');
    int start = out.length();
    if (sorted) {
      String[] names = object.members().keySet().toArray(String[]::new);
      Arrays.sort(names);
      for (String name : names) {
        appendMember(name, Objects.requireNonNull(object.members().get(name)));
      }
    } else {
      object.members().forEach(this::appendMember);
    }
    if (out.length() > start) {
      out.setLength(out.length() - 1);
    }
    out.append('}');
  }

  private void appendMember(String name, Json value) {
    quote(name);
    out.append(':');
    append(value);
    out.append(',');
  }

  private void appendArray(List<Json> elements) {
    out.append('[');
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      append(elements.get(i));
    }
    out.append(']');
  }

  private void quote(String text) {
    out.append('"');
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      boolean plain =
          unit >= 0x20
              && unit != '"'
              && unit != '\\'
              && (!Character.isSurrogate(unit) || !isLoneSurrogate(text, i));
      if (!plain) {
        out.append(text, written, i);
        escape(unit);
        written = i + 1;
      }
    }
    out.append(text, written, text.length()).append('"');
  }

  private void escape(char unit) {
    switch (unit) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> out.append("\\u").append(HEX.toHexDigits(unit));
    }
  }

  private static boolean isLoneSurrogate(String text, int index) {
    char unit = text.charAt(index);
    if (Character.isHighSurrogate(unit)) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    return Character.isLowSurrogate(unit)
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
  }
}
