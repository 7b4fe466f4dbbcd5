package dev.loopgen.adapters.internal.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Members of a server's objects, read leniently: what has another type is as good as missing. */
final class Members {

  private Members() {}

  static String text(JsonNode object, String name) {
    JsonNode member = object.path(name);
    return member.isString() ? member.stringValue() : "";
  }

  static @Nullable String textOrNull(JsonNode object, String name) {
    String text = text(object, name);
    return text.isEmpty() ? null : text;
  }

  static @Nullable Long count(JsonNode object, String name) {
    JsonNode member = object.path(name);
    return member.isIntegralNumber() && member.canConvertToLong() && member.longValue() >= 0
        ? Long.valueOf(member.longValue())
        : null;
  }

  static @Nullable Integer tokens(JsonNode object, String name) {
    Long count = count(object, name);
    return count == null || count == 0 || count > Integer.MAX_VALUE ? null : count.intValue();
  }
}
