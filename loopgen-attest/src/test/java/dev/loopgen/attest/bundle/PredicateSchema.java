package dev.loopgen.attest.bundle;

import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says where a value departs from a JSON Schema of few keywords; refuses a schema with others. An
 * object may have no members that the schema does not name.
 */
record PredicateSchema(Json.Obj root) {

  Optional<String> departure(Json value) {
    return departure(root, value, "$");
  }

  private Optional<String> departure(Json.Obj schema, Json value, String where) {
    return schema.members().entrySet().stream()
        .map(keyword -> departure(keyword.getKey(), keyword.getValue(), schema, value, where))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> departure(
      String keyword, Json argument, Json.Obj schema, Json value, String where) {
    return switch (keyword) {
      case "$schema", "$id", "$defs", "title", "description", "additionalProperties" ->
          Optional.empty();
      case "$ref" ->
          departure(
              root.object("$defs")
                  .flatMap(all -> all.object(text(argument).substring("#/$defs/".length())))
                  .orElseThrow(),
              value,
              where);
      case "type" ->
          texts(argument).stream().anyMatch(type -> isA(type, value))
              ? Optional.empty()
              : Optional.of(where + " is not " + argument.canonical());
      case "required" ->
          texts(argument).stream()
              .filter(name -> value instanceof Json.Obj object && object.find(name).isEmpty())
              .map(name -> where + " lacks " + name)
              .findFirst();
      case "enum" ->
          ((Json.Array) argument).elements().contains(value)
              ? Optional.empty()
              : Optional.of(where + " is none of " + argument.canonical());
      case "pattern" ->
          value instanceof Json.Text text
                  && !Pattern.compile(text(argument)).matcher(text.value()).find()
              ? Optional.of(where + " does not match")
              : Optional.empty();
      case "items" ->
          value instanceof Json.Array array
              ? array.elements().stream()
                  .map(item -> departure((Json.Obj) argument, item, where + "[]"))
                  .flatMap(Optional::stream)
                  .findFirst()
              : Optional.empty();
      case "properties" ->
          value instanceof Json.Obj object
              ? members((Json.Obj) argument, schema, object, where)
              : Optional.empty();
      default -> throw new IllegalArgumentException("unknown keyword " + keyword);
    };
  }

  private Optional<String> members(
      Json.Obj properties, Json.Obj schema, Json.Obj object, String where) {
    boolean closed = schema.bool("additionalProperties").filter(open -> !open).isPresent();
    return object.members().entrySet().stream()
        .map(
            member -> {
              String place = where + "." + member.getKey();
              Optional<Json.Obj> known = properties.object(member.getKey());
              return known.isPresent()
                  ? departure(known.get(), member.getValue(), place)
                  : Optional.of(place + " is not known").filter(unknown -> closed);
            })
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean isA(String type, Json value) {
    return switch (type) {
      case "null" -> value.equals(Json.NULL);
      case "boolean" -> value instanceof Json.Bool;
      case "string" -> value instanceof Json.Text;
      case "array" -> value instanceof Json.Array;
      case "object" -> value instanceof Json.Obj;
      case "integer" -> value instanceof Json.Num num && num.value() == Math.rint(num.value());
      default -> throw new IllegalArgumentException("unknown type " + type);
    };
  }

  private static List<String> texts(Json argument) {
    return argument instanceof Json.Array array
        ? array.elements().stream().map(PredicateSchema::text).toList()
        : List.of(text(argument));
  }

  private static String text(Json value) {
    return ((Json.Text) value).value();
  }
}
