package dev.loopgen.core.internal.policy;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.Json;
import dev.loopgen.core.internal.spec.ParsedDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the members of a mapping and refuses unknown ones at the end, because a misspelled name
 * must not loosen a policy. Not thread-safe.
 */
final class StrictMapping {

  private final ParsedDocument document;
  private final String way;
  private final Json.Obj object;
  private final Set<String> known = new HashSet<>();

  private StrictMapping(ParsedDocument document, String way, Json.Obj object) {
    this.document = document;
    this.way = way;
    this.object = object;
  }

  /**
   * Creates a reader of a mapping.
   *
   * @throws SpecException if the value is not a mapping
   */
  static StrictMapping of(ParsedDocument document, String way, Json value) {
    if (!(value instanceof Json.Obj object)) {
      throw document.invalid(way, "must be a mapping");
    }
    return new StrictMapping(document, way, object);
  }

  String way(String name) {
    return way.isEmpty() ? name : way + "." + name;
  }

  boolean has(String name) {
    known.add(name);
    return object.find(name).isPresent();
  }

  SpecException invalid(String name, String message) {
    return document.invalid(way(name), message);
  }

  SpecException invalid(String message) {
    return document.invalid(way, message);
  }

  Optional<String> text(String name) {
    known.add(name);
    Optional<Json> found = object.find(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (found.get() instanceof Json.Text text && !text.value().isBlank()) {
      return Optional.of(text.value());
    }
    throw invalid(name, "must be a text that is not empty; put it in quotes");
  }

  String requiredText(String name) {
    return text(name).orElseThrow(() -> invalid(name, "is missing"));
  }

  /** Reads a text that must be one of the given choices. */
  Optional<String> choice(String name, List<String> choices) {
    Optional<String> found = text(name);
    if (found.isPresent() && !choices.contains(found.get())) {
      throw invalid(name, "must be one of: " + String.join(", ", choices));
    }
    return found;
  }

  Optional<StrictMapping> mapping(String name) {
    known.add(name);
    return object.find(name).map(value -> of(document, way(name), value));
  }

  /** Reads a list of mappings; empty if it is missing. */
  List<StrictMapping> mappings(String name) {
    List<StrictMapping> all = new ArrayList<>();
    for (Json element : elements(name)) {
      all.add(of(document, way(name) + "[" + all.size() + "]", element));
    }
    return all;
  }

  /** Reads a list of texts; empty if it is missing. */
  List<String> texts(String name) {
    List<String> all = new ArrayList<>();
    for (Json element : elements(name)) {
      if (!(element instanceof Json.Text text) || text.value().isBlank()) {
        throw invalid(name + "[" + all.size() + "]", "must be a text that is not empty");
      }
      all.add(text.value());
    }
    return all;
  }

  private List<Json> elements(String name) {
    known.add(name);
    if (object.find(name).isEmpty()) {
      return List.of();
    }
    return object
        .array(name)
        .filter(elements -> !elements.isEmpty())
        .orElseThrow(() -> invalid(name, "must be a list of at least one element"));
  }

  /** Reads a member with a custom reader. */
  <T> Optional<T> value(String name, Function<Json, Optional<T>> reader, String wanted) {
    known.add(name);
    Optional<Json> found = object.find(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(reader.apply(found.get()).orElseThrow(() -> invalid(name, wanted)));
  }

  /** Refuses the members that were not read. */
  void end() {
    object.members().keySet().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw invalid(
                  name,
                  "is not known here; the known members are: "
                      + String.join(", ", known.stream().sorted().toList()));
            });
  }

  /** Creates a value; an exception of its constructor becomes one that names file, line and key. */
  <T> T make(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw invalid("is not valid: " + e.getMessage());
    }
  }
}
