package dev.loopgen.api.json;

import dev.loopgen.api.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An immutable JSON value (RFC 8259) with the value space of ECMAScript: numbers are doubles,
 * strings are sequences of UTF-16 code units and may hold lone surrogates, objects keep the order
 * in which their members were given.
 *
 * <p>Values that are equal have the same canonical form: object equality ignores the order of
 * members, and {@code 0} equals {@code -0}. Thread-safe, like every value of this API.
 */
public sealed interface Json {

  /** The JSON literal {@code null}. */
  Json NULL = new Null();

  /** The JSON literal {@code true}. */
  Json TRUE = new Bool(true);

  /** The JSON literal {@code false}. */
  Json FALSE = new Bool(false);

  /**
   * Reads one value, strictly: what two readers could read differently is refused.
   *
   * <p>Refuses anything that is not RFC 8259, a member that is there twice, invalid UTF-8, text
   * behind the value, nesting deeper than 1000 levels and numbers of more than 1000 characters.
   * Escaped lone surrogates are read as they stand.
   *
   * @param utf8 the text in UTF-8, without a byte order mark
   * @return the value
   * @throws InvalidJsonException if the bytes are not one such value
   */
  static Json parse(byte[] utf8) {
    return JsonReader.parse(utf8);
  }

  /**
   * Reads one value as {@link #parse(byte[])} does and reports where each part of it stands.
   *
   * @param utf8 the text in UTF-8, without a byte order mark
   * @param positions is called for each value in the order of the text
   * @return the value
   * @throws InvalidJsonException if the bytes are not one such value
   */
  static Json parse(byte[] utf8, Positions positions) {
    return JsonReader.parse(utf8, positions);
  }

  /**
   * Reads one value as {@link #parse(byte[])} does, and refuses strings and numbers that {@code
   * JSON.stringify} would spell differently. Other spellings have the same value and the same hash,
   * so they are edits that no hash shows.
   *
   * @param utf8 the text in UTF-8, without a byte order mark
   * @return the value
   * @throws InvalidJsonException if the bytes are not one such value
   */
  static Json parseStringified(byte[] utf8) {
    return JsonReader.parseStringified(utf8);
  }

  /**
   * Returns the canonical form of this value, which npm loopgen hashes.
   *
   * <p>Object members are sorted by the UTF-16 code units of their names; there is no white space;
   * strings and numbers are spelled exactly as ECMAScript's {@code JSON.stringify} spells them
   * (ECMA-262, QuoteJSONString and Number::toString): lone surrogates become lower-case {@code
   * \\udXXX} escapes, a number that is not finite becomes {@code null}. This is RFC 8785 except for
   * lone surrogates and non-finite numbers, which that RFC refuses. The form holds no lone
   * surrogate, so its UTF-8 encoding never loses anything.
   *
   * @return the canonical text
   */
  default String canonical() {
    return JsonWriter.write(this, true);
  }

  /**
   * Hashes the canonical form of this value.
   *
   * @return the SHA-256 of the UTF-8 encoding of {@link #canonical()}, in lower-case hexadecimal
   */
  default String sha256() {
    return Sha256.hash(canonical().getBytes(StandardCharsets.UTF_8)).hex();
  }

  /**
   * Returns this value as {@code JSON.stringify} writes it: the canonical form, save that members
   * stand in their own order.
   *
   * @return the text, without white space between tokens
   */
  default String text() {
    return JsonWriter.write(this, false);
  }

  /**
   * Returns the string value of a text.
   *
   * @param value the text
   * @return the JSON string
   */
  static Json of(String value) {
    return new Text(value);
  }

  /**
   * Returns the number value of a double.
   *
   * @param value the number; not-a-number and infinities have the canonical form {@code null}
   * @return the JSON number
   */
  static Json of(double value) {
    return new Num(value);
  }

  /**
   * Returns {@link #TRUE} or {@link #FALSE}.
   *
   * @param value the truth value
   * @return the JSON literal
   */
  static Json of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /**
   * Returns an array of strings.
   *
   * @param values the strings in order
   * @return the JSON array
   */
  static Json strings(Collection<String> values) {
    return new Array(values.stream().map(Json::of).toList());
  }

  /**
   * Starts an object whose members keep the order in which they are added.
   *
   * @return a new builder
   */
  static ObjectBuilder object() {
    return new ObjectBuilder();
  }

  /** Hears where values stand in a text. */
  @FunctionalInterface
  interface Positions {

    /**
     * A value begins.
     *
     * @param path the path to it, for example {@code loops[0].id}; empty for the whole value
     * @param line its line, from 1
     * @param column its column in UTF-16 code units, from 1
     */
    void at(String path, int line, int column);
  }

  /**
   * A JSON object.
   *
   * @param members the members by name, in order
   */
  record Obj(Map<String, Json> members) implements Json {

    /** Copies the members, keeping their order. */
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
      members.forEach(
          (name, value) -> {
            Objects.requireNonNull(name);
            Objects.requireNonNull(value);
          });
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Obj object && members.equals(object.members);
    }

    @Override
    public int hashCode() {
      return members.hashCode();
    }

    /**
     * Looks a member up.
     *
     * @param name the member's name
     * @return its value, or empty where there is no such member
     */
    public Optional<Json> find(String name) {
      return Optional.ofNullable(members.get(name));
    }

    /**
     * Looks a member up whose value is an object.
     *
     * @param name the member's name
     * @return the object, or empty where the member is missing or of another type
     */
    public Optional<Obj> object(String name) {
      return find(name).filter(Obj.class::isInstance).map(Obj.class::cast);
    }

    /**
     * Looks a member up whose value is a string.
     *
     * @param name the member's name
     * @return the string, or empty where the member is missing or of another type
     */
    public Optional<String> string(String name) {
      return find(name).filter(Text.class::isInstance).map(value -> ((Text) value).value());
    }

    /**
     * Looks a member up whose value is a boolean.
     *
     * @param name the member's name
     * @return the truth value, or empty where the member is missing or of another type
     */
    public Optional<Boolean> bool(String name) {
      return find(name).filter(Bool.class::isInstance).map(value -> ((Bool) value).value());
    }

    /**
     * Looks a member up whose value is an array.
     *
     * @param name the member's name
     * @return the elements, or empty where the member is missing or of another type
     */
    public Optional<List<Json>> array(String name) {
      return find(name).filter(Array.class::isInstance).map(value -> ((Array) value).elements());
    }
  }

  /**
   * A JSON array.
   *
   * @param elements the elements in order
   */
  record Array(List<Json> elements) implements Json {

    /** Copies the elements. */
    public Array {
      elements = List.copyOf(elements);
    }

    // Spelled out, like that of objects: fewer frames for each level of a deep value.
    @Override
    public boolean equals(Object other) {
      return other instanceof Array array && elements.equals(array.elements);
    }

    @Override
    public int hashCode() {
      return elements.hashCode();
    }
  }

  /**
   * A JSON string.
   *
   * @param value the text
   */
  record Text(String value) implements Json {

    public Text {
      Objects.requireNonNull(value);
    }

    // Spelled out: the first equality that a process takes from the JDK costs it milliseconds.
    @Override
    public boolean equals(Object other) {
      return other instanceof Text text && value.equals(text.value);
    }

    @Override
    public int hashCode() {
      return value.hashCode();
    }
  }

  /**
   * A JSON number.
   *
   * @param value the double that ECMAScript reads it as
   */
  record Num(double value) implements Json {

    /** Folds {@code -0} into {@code 0}, which JSON.stringify writes alike. */
    public Num {
      value = value == 0 ? 0 : value;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Num number && Double.compare(value, number.value) == 0;
    }

    @Override
    public int hashCode() {
      return Double.hashCode(value);
    }
  }

  /**
   * A JSON boolean; use {@link Json#of(boolean)}.
   *
   * @param value the truth value
   */
  record Bool(boolean value) implements Json {}

  /** The type of {@link Json#NULL}. */
  record Null() implements Json {}

  /** Builds an object member by member; not thread-safe. */
  final class ObjectBuilder {

    private final Map<String, Json> members = new LinkedHashMap<>();

    private ObjectBuilder() {}

    /**
     * Adds a member.
     *
     * @param name the member's name
     * @param value its value
     * @return this builder
     * @throws IllegalArgumentException if the object has a member of that name already
     */
    public ObjectBuilder put(String name, Json value) {
      if (members.putIfAbsent(name, value) != null) {
        throw new IllegalArgumentException("duplicate member " + name);
      }
      return this;
    }

    /**
     * Adds a string member.
     *
     * @param name the member's name
     * @param value its value
     * @return this builder
     */
    public ObjectBuilder put(String name, String value) {
      return put(name, of(value));
    }

    /**
     * Adds a number member.
     *
     * @param name the member's name
     * @param value its value
     * @return this builder
     */
    public ObjectBuilder put(String name, double value) {
      return put(name, of(value));
    }

    /**
     * Adds a boolean member.
     *
     * @param name the member's name
     * @param value its value
     * @return this builder
     */
    public ObjectBuilder put(String name, boolean value) {
      return put(name, of(value));
    }

    /**
     * Adds an array member.
     *
     * @param name the member's name
     * @param elements its elements
     * @return this builder
     */
    public ObjectBuilder put(String name, List<? extends Json> elements) {
      return put(name, new Array(new ArrayList<>(elements)));
    }

    /**
     * Adds a member only where there is a value.
     *
     * @param name the member's name
     * @param value its value, or empty to leave the member out
     * @return this builder
     */
    public ObjectBuilder putIfPresent(String name, Optional<? extends Json> value) {
      value.ifPresent(present -> put(name, present));
      return this;
    }

    /**
     * Finishes the object.
     *
     * @return the object
     */
    public Obj build() {
      return new Obj(members);
    }
  }
}
