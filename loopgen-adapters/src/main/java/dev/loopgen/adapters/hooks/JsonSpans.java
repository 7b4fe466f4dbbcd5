package dev.loopgen.adapters.hooks;

import dev.loopgen.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a JSON text stand, so that one can be changed and every other byte stays. The
 * text must have been parsed before; this reads only what is valid.
 */
final class JsonSpans {

  private final String text;
  private int at;

  private JsonSpans(String text) {
    this.text = text;
  }

  /**
   * A value.
   *
   * @param start where it begins
   * @param end where it ends
   * @param members the members, if it is an object
   * @param elements the elements, if it is an array
   */
  record Span(
      int start, int end, @Nullable Map<String, Span> members, @Nullable List<Span> elements) {

    Optional<Span> member(String name) {
      return members == null ? Optional.empty() : Optional.ofNullable(members.get(name));
    }

    List<Span> all() {
      return elements == null ? List.of() : elements;
    }

    boolean isEmpty() {
      return members == null ? all().isEmpty() : members.isEmpty();
    }
  }

  static Span of(String text) {
    JsonSpans reader = new JsonSpans(text);
    reader.skip();
    return reader.value();
  }

  private Span value() {
    int start = at;
    return switch (text.charAt(at)) {
      case '{' -> object(start);
      case '[' -> array(start);
      case '"' -> {
        string();
        yield new Span(start, at, null, null);
      }
      default -> {
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
          at++;
        }
        yield new Span(start, at, null, null);
      }
    };
  }

  private Span object(int start) {
    Map<String, Span> members = new LinkedHashMap<>();
    at++;
    for (skip(); text.charAt(at) != '}'; skip()) {
      int name = at;
      string();
      String key = decoded(text.substring(name, at));
      skip();
      at++;
      skip();
      members.put(key, value());
      comma();
    }
    at++;
    return new Span(start, at, members, null);
  }

  private static String decoded(String quoted) {
    return Json.parse(quoted.getBytes(StandardCharsets.UTF_8)) instanceof Json.Text name
        ? name.value()
        : quoted;
  }

  private Span array(int start) {
    List<Span> elements = new ArrayList<>();
    at++;
    for (skip(); text.charAt(at) != ']'; skip()) {
      elements.add(value());
      comma();
    }
    at++;
    return new Span(start, at, null, elements);
  }

  private void comma() {
    skip();
    if (text.charAt(at) == ',') {
      at++;
    }
  }

  private void string() {
    at++;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }

  private void skip() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
