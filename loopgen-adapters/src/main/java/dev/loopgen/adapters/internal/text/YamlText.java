package dev.loopgen.adapters.internal.text;

import dev.loopgen.api.json.Json;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes JSON values as YAML 1.2 that every core-schema reader reads back alike: a string that
 * could mean anything else is quoted, and no string can end its quotes.
 */
public final class YamlText {

  /** Words of plain letters that no schema reads as anything but a string. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z./][A-Za-z0-9._/-]*( [A-Za-z0-9./][A-Za-z0-9._/-]*)*");

  private static final Pattern SPECIAL =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|\\.(inf|nan)|[.0-9].*e?[0-9]+|\\.+");

  private YamlText() {}

  /** Writes a mapping in block style, without a document mark. */
  public static String of(Json.Obj object) {
    StringBuilder out = new StringBuilder();
    members(out, object, 0, false);
    return out.toString();
  }

  /** Writes a string in double quotes. Valid in YAML, TOML and JSON alike. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().forEach(c -> out.append(escaped(c)));
    return out.append('"').toString();
  }

  private static String escaped(int c) {
    if (c == '"' || c == '\\') {
      return "\\" + (char) c;
    }
    if (c == '\n') {
      return "\\n";
    }
    if (c == '\t') {
      return "\\t";
    }
    if (c >= 0xd800 && c <= 0xdfff) {
      return "\ufffd";
    }
    boolean unsafe =
        Character.isISOControl(c)
            || c >= 0x2028 && c <= 0x202e
            || c >= 0x2066 && c <= 0x2069
            || c == 0x200e
            || c == 0x200f
            || c == 0x61c
            || c == 0xfeff
            || c >= 0xfffe && c <= 0xffff;
    return unsafe ? "\\u" + HexFormat.of().toHexDigits((char) c) : Character.toString(c);
  }

  private static void members(StringBuilder out, Json.Obj object, int depth, boolean started) {
    boolean first = started;
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      out.append(first ? "" : "  ".repeat(depth)).append(scalar(member.getKey())).append(':');
      first = false;
      nested(out, member.getValue(), depth + 1);
    }
  }

  private static void nested(StringBuilder out, Json value, int depth) {
    if (value instanceof Json.Obj object && !object.members().isEmpty()) {
      out.append('\n');
      members(out, object, depth, false);
    } else if (value instanceof Json.Array array && !array.elements().isEmpty()) {
      out.append('\n');
      elements(out, array.elements(), depth);
    } else {
      out.append(' ').append(leaf(value)).append('\n');
    }
  }

  private static void elements(StringBuilder out, List<Json> elements, int depth) {
    for (Json element : elements) {
      out.append("  ".repeat(depth)).append('-');
      if (element instanceof Json.Obj object && !object.members().isEmpty()) {
        out.append(' ');
        members(out, object, depth + 1, true);
      } else {
        nested(out, element, depth + 1);
      }
    }
  }

  private static String leaf(Json value) {
    return value instanceof Json.Text text ? scalar(text.value()) : value.text();
  }

  private static String scalar(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !SPECIAL.matcher(text).matches();
    return plain ? text : quoted(text);
  }
}
