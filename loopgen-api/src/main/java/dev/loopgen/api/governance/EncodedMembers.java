package dev.loopgen.api.governance;

import dev.loopgen.api.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The members of an encoded object. Each method throws an {@link IllegalArgumentException} if the
 * member is not there or of another type.
 *
 * @param json the object
 */
record EncodedMembers(Json.Obj json) {

  static EncodedMembers of(Json value) {
    if (value instanceof Json.Obj object) {
      return new EncodedMembers(object);
    }
    throw new IllegalArgumentException("it has something else in place of an object");
  }

  private static <T> T require(String name, Optional<T> member) {
    return member.orElseThrow(
        () -> new IllegalArgumentException("it has no valid member " + Json.of(name).text()));
  }

  Set<String> names() {
    return json.members().keySet();
  }

  EncodedMembers object(String name) {
    return new EncodedMembers(require(name, json.object(name)));
  }

  Stream<EncodedMembers> objects(String name) {
    return require(name, json.array(name)).stream().map(EncodedMembers::of);
  }

  List<String> texts(String name) {
    return require(name, json.array(name)).stream()
        .map(
            value ->
                value instanceof Json.Text text
                    ? Optional.of(text.value())
                    : Optional.<String>empty())
        .map(text -> require(name, text))
        .toList();
  }

  boolean bool(String name) {
    return require(name, json.bool(name));
  }

  String text(String name) {
    return require(name, json.string(name));
  }

  @Nullable String textOrNull(String name) {
    return json.find(name).isEmpty() ? null : text(name);
  }

  Instant instant(String name) {
    return Instant.parse(text(name));
  }

  @Nullable Instant instantOrNull(String name) {
    return json.find(name).isEmpty() ? null : instant(name);
  }

  Duration duration(String name) {
    return Duration.parse(text(name));
  }

  /** Returns a whole number of at least 0. */
  long count(String name) {
    long count = whole(name, require(name, json.find(name)));
    if (count < 0) {
      throw new IllegalArgumentException(
          "it has a negative number in the member " + Json.of(name).text());
    }
    return count;
  }

  long countOrZero(String name) {
    return json.find(name).isEmpty() ? 0 : count(name);
  }

  private static long whole(String name, Json value) {
    if (value instanceof Json.Text text) {
      return Long.parseLong(text.value());
    }
    if (value instanceof Json.Num number
        && number.value() == Math.rint(number.value())
        && Math.abs(number.value()) <= FiguresWriter.MAX_WHOLE) {
      return (long) number.value();
    }
    return require(name, Optional.empty());
  }
}
