package dev.loopgen.api.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses one unambiguous JSON value (RFC 8259): valid UTF-8, no duplicate members, bounded nesting,
 * nothing after it. Reads lone surrogates as ECMAScript does.
 */
final class JsonReader {

  private static final int MAX_DEPTH = 1000;
  private static final int MAX_NUMBER = 1000;
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][-+]?[0-9]++)?");

  /** Which spellings of strings and numbers are accepted. */
  private enum Spelling {
    ANY,
    STRINGIFY
  }

  private final String text;
  private final Spelling spelling;
  private int at;
  private int depth;

  private JsonReader(String text, Spelling spelling) {
    this.text = text;
    this.spelling = spelling;
  }

  /** See {@link Json#parse(byte[])}. */
  static Json parse(byte[] bytes) {
    return new JsonReader(utf8(bytes), Spelling.ANY).document(null);
  }

  /** See {@link Json#parse(byte[], Json.Positions)}. */
  static Json parse(byte[] bytes, Json.Positions positions) {
    String text = utf8(bytes);
    return new JsonReader(text, Spelling.ANY).document(new Way(new Lines(text), positions, ""));
  }

  /** See {@link Json#parseStringified}. */
  static Json parseStringified(byte[] bytes) {
    return new JsonReader(utf8(bytes), Spelling.STRINGIFY).document(null);
  }

  /** Decodes bytes, a byte order mark included. */
  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw InvalidJsonException.ambiguous("it is not valid UTF-8");
    }
  }

  private Json document(@Nullable Way way) {
    skipWhiteSpace();
    Json value = value(way);
    skipWhiteSpace();
    if (at < text.length()) {
      throw unexpected("the end");
    }
    return value;
  }

  private Json value(@Nullable Way way) {
    if (way != null) {
      way.report(at);
    }
    return switch (peek()) {
      case '{' -> object(way);
      case '[' -> array(way);
      case '"' -> Json.of(string());
      case 't' -> word("true", Json.TRUE);
      case 'f' -> word("false", Json.FALSE);
      case 'n' -> word("null", Json.NULL);
      default -> number();
    };
  }

  private Json object(@Nullable Way way) {
    enter();
    Map<String, Json> members = new LinkedHashMap<>();
    while (more('}', members.isEmpty())) {
      if (peek() != '"') {
        throw unexpected("the name of a member in double quotes");
      }
      String name = string();
      skipWhiteSpace();
      if (peek() != ':') {
        throw unexpected("a colon");
      }
      at++;
      skipWhiteSpace();
      if (members.put(name, value(way == null ? null : way.member(name))) != null) {
        throw InvalidJsonException.ambiguous("the member \"" + name + "\" is there twice");
      }
    }
    depth--;
    return new Json.Obj(members);
  }

  private Json array(@Nullable Way way) {
    enter();
    List<Json> elements = new ArrayList<>();
    while (more(']', elements.isEmpty())) {
      elements.add(value(way == null ? null : way.element(elements.size())));
    }
    depth--;
    return new Json.Array(elements);
  }

  private void enter() {
    at++;
    if (++depth > MAX_DEPTH) {
      throw new InvalidJsonException("it nests deeper than " + MAX_DEPTH + " levels");
    }
  }

  /** Moves to the next member or element, or past the end of the object or array. */
  private boolean more(char end, boolean first) {
    skipWhiteSpace();
    if (peek() == end) {
      at++;
      return false;
    }
    if (!first) {
      if (peek() != ',') {
        throw unexpected("a comma or " + end);
      }
      at++;
      skipWhiteSpace();
    }
    return true;
  }

  private Json word(String word, Json value) {
    if (!text.startsWith(word, at)) {
      if (word.startsWith(text.substring(at))) {
        throw InvalidJsonException.cutOff();
      }
      throw unexpected("a value");
    }
    at += word.length();
    return value;
  }

  private Json number() {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    boolean found = number.lookingAt();
    if (number.hitEnd() && (!found || number.end() < text.length())) {
      throw InvalidJsonException.cutOff();
    }
    if (!found) {
      throw unexpected("a value");
    }
    String token = number.group();
    if (token.length() > MAX_NUMBER) {
      throw new InvalidJsonException("a number has more than " + MAX_NUMBER + " digits");
    }
    Json value = Json.of(Double.parseDouble(token));
    requireSpelling(token, value);
    at = number.end();
    return value;
  }

  private String string() {
    int start = at++;
    StringBuilder out = null;
    int copied = at;
    for (char unit = peek(); unit != '"'; unit = peek()) {
      if (unit < 0x20) {
        throw unexpected("the end of a string or an escape");
      }
      if (unit == '\\') {
        out = out == null ? new StringBuilder() : out;
        out.append(text, copied, at).append(escape());
        copied = at;
      } else {
        at++;
      }
    }
    String value =
        out == null ? text.substring(copied, at) : out.append(text, copied, at).toString();
    at++;
    if (out != null) {
      requireSpelling(text.substring(start, at), Json.of(value));
    }
    return value;
  }

  private char escape() {
    at++;
    char unit = peek();
    at++;
    return switch (unit) {
      case '"', '\\', '/' -> unit;
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'u' -> hexadecimal();
      default -> throw unexpected("an escape that JSON has");
    };
  }

  private char hexadecimal() {
    int unit = 0;
    for (int end = at + 4; at < end; at++) {
      int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw unexpected("four hexadecimal digits");
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }

  private void requireSpelling(String token, Json value) {
    if (spelling == Spelling.STRINGIFY && !value.canonical().equals(token)) {
      String shown = token.length() > 40 ? token.substring(0, 40) + "…" : token;
      throw InvalidJsonException.ambiguous(
          "it spells " + shown + " in a way JSON.stringify does not");
    }
  }

  private void skipWhiteSpace() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw InvalidJsonException.cutOff();
    }
    return text.charAt(at);
  }

  private InvalidJsonException unexpected(String wanted) {
    return new InvalidJsonException(
        "it is not JSON: expected " + wanted + " at character " + (at + 1));
  }

  /** The path to a value, reported to the listener. */
  private record Way(Lines lines, Json.Positions positions, String path) {

    Way member(String name) {
      return new Way(lines, positions, path.isEmpty() ? name : path + "." + name);
    }

    Way element(int index) {
      return new Way(lines, positions, path + "[" + index + "]");
    }

    void report(int at) {
      lines.advance(at);
      positions.at(path, lines.line, at - lines.start + 1);
    }
  }

  /** Counts lines while a text is read. */
  private static final class Lines {

    private final String text;
    private int line = 1;
    private int start;

    private Lines(String text) {
      this.text = text;
    }

    private void advance(int at) {
      for (int end = text.indexOf('\n', start); end >= 0 && end < at; ) {
        line++;
        start = end + 1;
        end = text.indexOf('\n', start);
      }
    }
  }
}
