package dev.loopgen.core.internal.driven.dialect;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.core.internal.driven.action.ActionJson;
import dev.loopgen.core.internal.driven.action.ReplyForm;
import java.util.List;
import java.util.Optional;

/** Actions as JSON: npm loopgen's object, a single action, or tool calls printed as text. */
final class JsonForm {

  private JsonForm() {}

  /** Tells whether a text can only be meant as JSON: it starts with an object or a list of them. */
  static boolean starts(String text) {
    int at = skipBlanks(text, 0);
    if (at < text.length() && text.charAt(at) == '[') {
      at = skipBlanks(text, at + 1);
    }
    if (at >= text.length() || text.charAt(at) != '{') {
      return false;
    }
    at = skipBlanks(text, at + 1);
    return at >= text.length() || text.charAt(at) == '"' || text.charAt(at) == '}';
  }

  /** Reads a text that {@link #starts} as JSON. */
  static Proposals read(String text) {
    Json value;
    try {
      value = LenientJson.parse(text);
    } catch (InvalidJsonException invalid) {
      Proposals none = new Proposals(ReplyForm.JSON);
      none.malformed("", "the reply starts as JSON, but " + invalid.getMessage());
      return none;
    }
    return read(value);
  }

  private static Proposals read(Json value) {
    if (value instanceof Json.Obj object) {
      Optional<List<Json>> actions = object.array("actions");
      if (actions.isPresent()) {
        Proposals proposals = each(ReplyForm.JSON, actions.get());
        object.string("reasoning").ifPresent(proposals::reasoning);
        return proposals;
      }
      Optional<List<Json>> calls = object.array("tool_calls");
      return calls.isPresent()
          ? each(ReplyForm.JSON_TOOL_CALL, calls.get())
          : each(formOf(value), List.of(value));
    }
    List<Json> elements = ((Json.Array) value).elements();
    return each(elements.isEmpty() ? ReplyForm.JSON : formOf(elements.get(0)), elements);
  }

  private static ReplyForm formOf(Json value) {
    return value instanceof Json.Obj object && ToolCallJson.is(object)
        ? ReplyForm.JSON_TOOL_CALL
        : ReplyForm.JSON;
  }

  private static Proposals each(ReplyForm form, List<Json> elements) {
    Proposals proposals = new Proposals(form);
    for (Json element : elements) {
      if (proposals.isFull()) {
        break;
      }
      if (element instanceof Json.Obj object && ToolCallJson.is(object)) {
        ToolCallJson.read(object, proposals);
      } else {
        proposals.add(ActionJson.read(element));
      }
    }
    return proposals;
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }
}
