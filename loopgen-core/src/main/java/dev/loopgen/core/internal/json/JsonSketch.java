package dev.loopgen.core.internal.json;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads some members of a JSON text and passes over the others, for a reader that has had the text
 * checked before: it takes what it passes over to be well-formed. Not thread-safe.
 */
public final class JsonSketch {

  private static final List<Word> WORDS =
      List.of(
          new Word("true", Json.of(true)),
          new Word("false", Json.of(false)),
          new Word("null", Json.NULL));

  private final Wanted wanted;
  private byte[] text = {};
  private int at;

  /**
   * @param wanted the members that are wanted
   */
  public JsonSketch(Wanted wanted) {
    this.wanted = wanted;
  }

  /** A value that is spelled in one way. */
  private record Word(byte[] spelling, Json value) {

    Word(String spelling, Json value) {
      this(spelling.getBytes(StandardCharsets.US_ASCII), value);
    }

    boolean is(byte[] text, int from, int to) {
      return to - from == spelling.length
          && Arrays.equals(spelling, 0, spelling.length, text, from, to);
    }
  }

  /** The members of an object that are wanted, whole or in part; of a list, in each element. */
  public static final class Wanted {

    private final List<byte[]> names = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<Wanted> parts = new ArrayList<>();

    /** Wants members whole. */
    public Wanted whole(String... all) {
      for (String name : all) {
        part(name, new Wanted());
      }
      return this;
    }

    /** Wants a part of a member. */
    public Wanted part(String name, Wanted part) {
      names.add(name.getBytes(StandardCharsets.UTF_8));
      texts.add(name);
      parts.add(part);
      return this;
    }

    private boolean isWhole() {
      return names.isEmpty();
    }

    private int find(byte[] text, int from, int to) {
      for (int i = 0; i < names.size(); i++) {
        byte[] name = names.get(i);
        if (name.length == to - from && Arrays.equals(name, 0, name.length, text, from, to)) {
          return i;
        }
      }
      return -1;
    }
  }

  /**
   * Reads a text.
   *
   * @param json bytes in which the text stands
   * @param from where it starts
   * @return the object with those of the wanted members that it has
   * @throws InvalidJsonException if it is no object, or not well-formed where that shows
   */
  public Json.Obj read(byte[] json, int from) throws InvalidJsonException {
    text = json;
    at = from;
    try {
      skipSpace();
      if (text[at] != '{') {
        throw new InvalidJsonException("it is no JSON object");
      }
      return (Json.Obj) value(wanted);
    } catch (IndexOutOfBoundsException e) {
      throw new InvalidJsonException("it ends too early");
    }
  }

  private Json value(Wanted part) throws InvalidJsonException {
    if (!part.isWhole() && text[at] == '{') {
      return object(part);
    }
    if (!part.isWhole() && text[at] == '[') {
      return array(part);
    }
    int from = at;
    skipValue();
    return whole(from, at);
  }

  private Json.Obj object(Wanted part) throws InvalidJsonException {
    Map<String, Json> members = new LinkedHashMap<>();
    at++;
    skipSpace();
    while (text[at] != '}') {
      int name = at + 1;
      skipString();
      int found = part.find(text, name, at - 1);
      boolean escaped = found < 0 && isEscaped(name, at - 1);
      expect(':');
      if (escaped) {
        throw new InvalidJsonException("a name is spelled with escapes");
      }
      if (found < 0) {
        skipValue();
      } else {
        members.put(part.texts.get(found), value(part.parts.get(found)));
      }
      skipComma('}');
    }
    at++;
    return new Json.Obj(members);
  }

  private Json array(Wanted part) throws InvalidJsonException {
    List<Json> elements = new ArrayList<>();
    at++;
    skipSpace();
    while (text[at] != ']') {
      elements.add(value(part));
      skipComma(']');
    }
    at++;
    return new Json.Array(elements);
  }

  private Json whole(int from, int to) throws InvalidJsonException {
    if (text[from] == '"' && !isEscaped(from, to)) {
      return Json.of(new String(text, from + 1, to - from - 2, StandardCharsets.UTF_8));
    }
    if (to - from == 1 && text[from] >= '0' && text[from] <= '9') {
      return Json.of(text[from] - '0');
    }
    return WORDS.stream()
        .filter(word -> word.is(text, from, to))
        .map(Word::value)
        .findFirst()
        .orElseGet(() -> Json.parse(Arrays.copyOfRange(text, from, to)));
  }

  private boolean isEscaped(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  private void expect(char wanted) throws InvalidJsonException {
    skipSpace();
    if (text[at] != wanted) {
      throw new InvalidJsonException("there is no " + wanted + " where one must be");
    }
    at++;
    skipSpace();
  }

  private void skipComma(char end) throws InvalidJsonException {
    skipSpace();
    if (text[at] != end) {
      expect(',');
    }
  }

  private void skipSpace() {
    while (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n') {
      at++;
    }
  }

  private void skipString() throws InvalidJsonException {
    if (text[at] != '"') {
      throw new InvalidJsonException("a name is no string");
    }
    at++;
    while (text[at] != '"') {
      at += text[at] == '\\' ? 2 : 1;
    }
    at++;
  }

  private void skipValue() throws InvalidJsonException {
    if (text[at] == '"') {
      skipString();
    } else if (text[at] == '{' || text[at] == '[') {
      skipNested();
    } else {
      while (at < text.length && ",]} \t\r\n".indexOf(text[at]) < 0) {
        at++;
      }
    }
  }

  private void skipNested() throws InvalidJsonException {
    int depth = 0;
    do {
      switch (text[at]) {
        case '"' -> skipString();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        default -> at++;
      }
    } while (depth > 0);
  }
}
