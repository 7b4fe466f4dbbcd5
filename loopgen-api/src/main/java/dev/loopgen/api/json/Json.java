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
 * strings are sequences of UTF-16 code units that may contain lone surrogates, and objects keep the
 * order of their members.
 *
 * <p>Equal values have the same canonical form: object equality ignores member order, and {@code 0}
 * equals {@code -0}. Thread-safe.
 */
public sealed interface Json {

  /** The JSON literal {@code null}. */
  Json NULL = new Null();

  /** The JSON literal {@code true}. */
  Json TRUE = new Bool(true);

  /** The JSON literal {@code false}. */
  Json FALSE = new Bool(false);

  /**
   * Parses one value strictly: text that two readers could read differently is rejected.
   *
   * <p>Rejects anything that is not RFC 8259, duplicate members, invalid UTF-8, text after the
   * value, nesting deeper than 1000 levels, and numbers of more than 1000 characters. Accepts
   * escaped lone surrogates.
   *
   * @param utf8 the text in UTF-8, without a byte order mark
   * @return the value
   * @throws InvalidJsonException if the bytes are not such a value
   */
  static Json parse(byte[] utf8) {
    return JsonReader.parse(utf8);
  }

  /**
   * Parses one value as {@link #parse(byte[])} does and reports the position of each part.
   *
   * @param utf8 the text in UTF-8, without a byte order mark
   * @param positions called for each value in text order
   * @return the value
   * @throws InvalidJsonException if the bytes are not such a value
   */
  static Json parse(byte[] utf8, Positions positions) {
    return JsonReader.parse(utf8, positions);
  }

  /**
   * Parses one value as {@link #parse(byte[])} does, but rejects strings and numbers that {@code
   * JSON.stringify} would spell differently. Such spellings have the same value and hash, so the
   * hash would not reveal the edit.
   *
   * @param utf8 the text in UTF-8, without a byte order mark
   * @return the value
   * @throws InvalidJsonException if the bytes are not such a value
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
   * \\udXXX} escapes, and non-finite numbers become {@code null}. This is RFC 8785 except for lone
   * surrogates and non-finite numbers, which that RFC rejects. The form contains no lone surrogate,
   * so encoding it as UTF-8 is lossless.
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
   * Returns this value as {@code JSON.stringify} writes it: the canonical form, but with members in
   * their own order.
   *
   * @return the text, without white space between tokens
   */
  default String text() {
    return JsonWriter.write(this, false);
  }

  /**
   * Returns a JSON string.
   *
   * @param value the text
   * @return the JSON string
   */
  static Json of(String value) {
    return new Text(value);
  }

  /**
   * Returns a JSON number.
   *
   * @param value the number; NaN and infinities have the canonical form {@code null}
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

  /** Receives the positions of values in a text. */
  @FunctionalInterface
  interface Positions {

    /**
     * Called where a value begins.
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
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
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
     * Looks up a member.
     *
     * @param name the member's name
     * @return its value; empty if there is no such member
     */
    public Optional<Json> find(String name) {
      return Optional.ofNullable(members.get(name));
    }

    /**
     * Looks up a member whose value is an object.
     *
     * @param name the member's name
     * @return the object; empty if the member is missing or of another type
     */
    public Optional<Obj> object(String name) {
      return find(name).filter(Obj.class::isInstance).map(Obj.class::cast);
    }

    /**
     * Looks up a member whose value is a string.
     *
     * @param name the member's name
     * @return the string; empty if the member is missing or of another type
     */
    public Optional<String> string(String name) {
      return find(name).filter(Text.class::isInstance).map(value -> ((Text) value).value());
    }

    /**
     * Looks up a member whose value is a boolean.
     *
     * @param name the member's name
     * @return the truth value; empty if the member is missing or of another type
     */
    public Optional<Boolean> bool(String name) {
      return find(name).filter(Bool.class::isInstance).map(value -> ((Bool) value).value());
    }

    /**
     * Looks up a member whose value is an array.
     *
     * @param name the member's name
     * @return the elements; empty if the member is missing or of another type
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

    // Written out, as for objects: fewer stack frames for each level of a deep value.
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
      Objects.requireNonNull(value, "value");
    }

    // Written out: the first record equality generated by the JDK costs a process milliseconds.
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

    /** Normalises {@code -0} to {@code 0}, as JSON.stringify does. */
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
     * @throws IllegalArgumentException if the object already has a member of that name
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
     * Adds a member if there is a value.
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
