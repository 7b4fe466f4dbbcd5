package dev.loopgen.adapters.internal.http;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server says about an error: a member of a JSON object, or plain text. */
public final class ErrorText {

  private static final JsonMapper JSON = new JsonMapper();

  private ErrorText() {}

  static String of(byte[] body) {
    String text = HttpConnection.lenient(body);
    try {
      JsonNode node = JSON.readTree(text);
      String said = of(node);
      return said.isEmpty() ? text : said;
    } catch (JacksonException e) {
      return text;
    }
  }

  /** Returns what an object says about an error; empty if it reports none. */
  public static String of(JsonNode node) {
    for (String name : new String[] {"error", "message", "detail"}) {
      JsonNode member = node.path(name);
      if (member.isString() && !member.stringValue().isBlank()) {
        return member.stringValue();
      }
      if (member.isObject()) {
        String message = member.path("message").asString("");
        String code = member.path("code").asString("");
        return message.isEmpty() ? member.toString() : message + suffix(code, message);
      }
    }
    return "";
  }

  private static String suffix(String code, String message) {
    return code.isEmpty() || message.contains(code) ? "" : " (" + code + ")";
  }
}
