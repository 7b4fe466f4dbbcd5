package dev.loopgen.core.internal.spec;

import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A JSON Schema (2020-12) of the few keywords that our schemas use; refuses every other. */
public record Schema(Json.Obj root) {

  private static final Set<String> ANNOTATIONS = Set.of("$schema", "$defs", "title", "description");

  public boolean accepts(Json value) {
    return accepts(root, value);
  }

  public Json.Obj definition(String name) {
    return root.object("$defs").flatMap(all -> all.object(name)).orElseThrow();
  }

  private boolean accepts(Json.Obj schema, Json value) {
    return schema.members().entrySet().stream()
            .filter(keyword -> !ANNOTATIONS.contains(keyword.getKey()))
            .filter(keyword -> !keyword.getKey().equals("additionalProperties"))
            .allMatch(keyword -> accepts(keyword.getKey(), keyword.getValue(), value))
        && othersAccepted(schema, value);
  }

  private boolean othersAccepted(Json.Obj schema, Json value) {
    Optional<Json> others = schema.find("additionalProperties");
    if (others.isEmpty() || !(value instanceof Json.Obj object)) {
      return true;
    }
    Set<String> known =
        schema.object("properties").map(found -> found.members().keySet()).orElse(Set.of());
    return object.members().entrySet().stream()
        .filter(member -> !known.contains(member.getKey()))
        .allMatch(
            member -> others.get() instanceof Json.Obj other && accepts(other, member.getValue()));
  }

  private boolean accepts(String keyword, Json argument, Json value) {
    return switch (keyword) {
      case "type" -> types(argument).stream().anyMatch(type -> isA(type, value));
      case "$ref" -> accepts(definition(text(argument).substring("#/$defs/".length())), value);
      case "required" ->
          !(value instanceof Json.Obj object)
              || object.members().keySet().containsAll(types(argument));
      case "properties" ->
          !(value instanceof Json.Obj object) || properties((Json.Obj) argument, object);
      case "items" ->
          !(value instanceof Json.Array array)
              || array.elements().stream().allMatch(one -> accepts((Json.Obj) argument, one));
      case "enum" -> ((Json.Array) argument).elements().contains(value);
      case "const" -> argument.equals(value);
      case "oneOf" ->
          ((Json.Array) argument)
                  .elements().stream().filter(one -> accepts((Json.Obj) one, value)).count()
              == 1;
      case "minItems" ->
          !(value instanceof Json.Array array) || array.elements().size() >= number(argument);
      case "pattern" ->
          !(value instanceof Json.Text text)
              || Pattern.compile(text(argument)).matcher(text.value()).find();
      case "maxLength" ->
          !(value instanceof Json.Text text) || text.value().length() <= number(argument);
      case "minimum" -> !(value instanceof Json.Num num) || num.value() >= number(argument);
      case "maximum" -> !(value instanceof Json.Num num) || num.value() <= number(argument);
      default -> throw new IllegalArgumentException("unknown keyword " + keyword);
    };
  }

  private boolean properties(Json.Obj properties, Json.Obj object) {
    return properties.members().entrySet().stream()
        .filter(property -> object.find(property.getKey()).isPresent())
        .allMatch(property -> matches(property, object));
  }

  private boolean matches(Map.Entry<String, Json> property, Json.Obj object) {
    return accepts((Json.Obj) property.getValue(), object.find(property.getKey()).orElseThrow());
  }

  private static boolean isA(String type, Json value) {
    return switch (type) {
      case "null" -> value.equals(Json.NULL);
      case "string" -> value instanceof Json.Text;
      case "array" -> value instanceof Json.Array;
      case "object" -> value instanceof Json.Obj;
      case "number" -> value instanceof Json.Num;
      case "integer" -> value instanceof Json.Num num && num.value() == Math.rint(num.value());
      default -> throw new IllegalArgumentException("unknown type " + type);
    };
  }

  private static List<String> types(Json argument) {
    return argument instanceof Json.Array array
        ? array.elements().stream().map(Schema::text).toList()
        : List.of(text(argument));
  }

  private static String text(Json value) {
    return ((Json.Text) value).value();
  }

  private static double number(Json value) {
    return ((Json.Num) value).value();
  }
}
