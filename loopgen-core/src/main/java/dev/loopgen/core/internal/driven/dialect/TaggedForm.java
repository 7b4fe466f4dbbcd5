package dev.loopgen.core.internal.driven.dialect;

import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.core.internal.driven.action.ActionJson;
import dev.loopgen.core.internal.driven.action.ReplyForm;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tool calls that a model printed between tags because its server did not recognise them: {@code
 * <tool_call>}, {@code <function=}, {@code [TOOL_CALLS]}. A tag counts only at the start of a line
 * outside fenced code, and only if no other text follows the calls. The first call that is
 * malformed ends the reading, because where it ends is unknown. Parameters between tags are not
 * escaped, so that content which quotes a call could end its own: a call with such content must be
 * the last of its reply.
 */
final class TaggedForm {

  private static final String CALL = "<tool_call>";
  private static final String CALL_END = "</tool_call>";
  private static final String FUNCTION = "<function=";
  private static final String FUNCTION_END = "</function>";
  private static final String PARAMETER = "<parameter=";
  private static final String PARAMETER_END = "</parameter>";
  private static final String MISTRAL = "[TOOL_CALLS]";

  private static final int MAX_NAME = 100;

  /** The actions without content. */
  private static final Set<String> ONE_LINE =
      Set.of("delete_file", "read_file", "list_files", "search", "run_command", "finish");

  private final String text;
  private final Predicate<String> quoted;
  private Proposals proposals = new Proposals(ReplyForm.TAGGED_TOOL_CALL);
  private boolean broken;
  private boolean prose;
  private boolean proseAfter;
  private boolean thinking;
  private boolean unescaped;

  private TaggedForm(String text, Predicate<String> quoted) {
    this.text = text;
    this.quoted = quoted;
  }

  /**
   * Reads the calls of a text; without proposals if there is no tag that counts.
   *
   * @param quoted tells whether a call is a quotation
   */
  static TaggedForm read(String text, Predicate<String> quoted) {
    TaggedForm form = new TaggedForm(text, quoted);
    form.lines();
    return form;
  }

  Proposals proposals() {
    return proposals;
  }

  /** Tells whether there is other text than calls. */
  boolean hasProse() {
    return prose;
  }

  /** Tells whether the other text contains thinking. */
  boolean hasThinking() {
    return thinking;
  }

  /** Tells whether other text follows a call, as it does where a call is quoted. */
  boolean hasProseAfter() {
    return proseAfter;
  }

  /** Tells whether a line starts with a tag, wherever it stands. */
  static boolean startsLine(LineCursor line) {
    return line.startsWith(CALL) || line.startsWith(FUNCTION) || line.startsWith(MISTRAL);
  }

  private void lines() {
    LineCursor lines = new LineCursor(text, 0);
    CodeFence fence = new CodeFence();
    while (!broken && !proposals.isFull() && lines.advance()) {
      String line = lines.line();
      if (fence.covers(line) || !startsLine(lines)) {
        prose(line, lines.start());
      } else if (unescaped) {
        ambiguous();
      } else {
        int before = proposals.all().size();
        int end = call(lines.start());
        if (!broken && quoted.test(text.substring(lines.start(), end))) {
          proposals.replaceAfter(before, "the call stands in the prompt");
        }
        lines.continueAt(end);
      }
    }
  }

  private void prose(String line, int start) {
    if (line.isBlank()) {
      return;
    }
    prose = true;
    proseAfter |= !proposals.all().isEmpty();
    thinking |= Thinking.opens(text, start);
    if (unescaped && hasClosingTag(line)) {
      ambiguous();
    }
  }

  private static boolean hasClosingTag(String line) {
    return line.contains(PARAMETER_END) || line.contains(FUNCTION_END) || line.contains(CALL_END);
  }

  /** Takes back everything: what was read may have been cut at a quotation within it. */
  private void ambiguous() {
    proposals = new Proposals(ReplyForm.TAGGED_TOOL_CALL);
    proseAfter = false;
    fail("", "tags follow a call whose content is not escaped, so that its end is unclear");
  }

  /** Reads the call at an index and returns the index after it. */
  private int call(int at) {
    if (text.startsWith(FUNCTION, at)) {
      return function(at);
    }
    boolean call = text.startsWith(CALL, at);
    int body = skipBlanks(at + (call ? CALL : MISTRAL).length());
    if (text.startsWith(FUNCTION, body)) {
      int end = function(body);
      return broken ? end : closeCall(end);
    }
    int end =
        body < text.length() && "{[".indexOf(text.charAt(body)) >= 0
            ? LenientJson.end(text, body)
            : -1;
    if (end < 0) {
      return fail("", "the call is not complete JSON");
    }
    json(text.substring(body, end));
    return call && !broken ? closeCall(end) : end;
  }

  private int closeCall(int end) {
    int tag = skipBlanks(end);
    if (text.startsWith(CALL_END, tag)) {
      return tag + CALL_END.length();
    }
    // Servers remove the last tag where it doubles as the end of the reply.
    return tag == text.length() || startsCall(tag)
        ? tag
        : fail("", "text follows a call before its end");
  }

  private boolean startsCall(int at) {
    LineCursor line = new LineCursor(text, at);
    return (at == 0 || text.charAt(at - 1) == '\n') && line.advance() && startsLine(line);
  }

  private void json(String call) {
    try {
      Json value = LenientJson.parse(call);
      if (value instanceof Json.Array list) {
        list.elements().forEach(this::json);
      } else {
        json(value);
      }
    } catch (InvalidJsonException invalid) {
      fail("", "the call is malformed: " + invalid.getMessage());
    }
  }

  private void json(Json value) {
    if (value instanceof Json.Obj object && ToolCallJson.is(object)) {
      ToolCallJson.read(object, proposals);
    } else {
      proposals.add(ActionJson.read(value));
    }
  }

  private int function(int at) {
    int open = at + FUNCTION.length();
    int close = text.indexOf('>', open);
    if (close < 0 || close - open > MAX_NAME || text.substring(open, close).contains("\n")) {
      return fail("", "the tag of a function is not closed");
    }
    String name = text.substring(open, close).strip();
    int body = skipBlanks(close + 1);
    if (body < text.length() && text.charAt(body) == '{') {
      return functionJson(name, body);
    }
    return parameters(name, body);
  }

  private int functionJson(String name, int body) {
    int end = LenientJson.end(text, body);
    if (end < 0) {
      return fail(name, "the arguments are not complete JSON");
    }
    int tag = skipBlanks(end);
    boolean closed = text.startsWith(FUNCTION_END, tag);
    if (!closed && tag < text.length()) {
      return fail(name, "text follows the arguments before the function's end");
    }
    ToolCallJson.read(name, text.substring(body, end), proposals);
    return closed ? tag + FUNCTION_END.length() : tag;
  }

  private int parameters(String name, int body) {
    Json.ObjectBuilder arguments = Json.object();
    int at = body;
    while (text.startsWith(PARAMETER, at)) {
      int open = at + PARAMETER.length();
      int close = text.indexOf('>', open);
      int end = close < 0 ? -1 : text.indexOf(PARAMETER_END, close);
      if (end < 0 || close - open > MAX_NAME) {
        return fail(name, "a parameter is not closed");
      }
      String value = text.substring(close + 1, end);
      @Nullable String problem = put(arguments, text.substring(open, close).strip(), value);
      if (problem != null) {
        return fail(name, problem);
      }
      at = skipBlanks(end + PARAMETER_END.length());
    }
    if (!text.startsWith(FUNCTION_END, at)) {
      return fail(name, "the function is not closed");
    }
    Json.Obj parameters = arguments.build();
    unescaped |= !ONE_LINE.contains(name);
    ToolCallJson.readObject(name, parameters, proposals);
    return at + FUNCTION_END.length();
  }

  private static @Nullable String put(Json.ObjectBuilder arguments, String key, String value) {
    if (value.contains(PARAMETER) || value.contains(FUNCTION) || value.contains(FUNCTION_END)) {
      return "the value of " + key + " contains a tag of the call, so that its end is unclear";
    }
    String content = value.startsWith("\n") ? value.substring(1) : value;
    content = content.endsWith("\n") ? content.substring(0, content.length() - 1) : content;
    try {
      arguments.put(
          key, key.equals("edits") ? LenientJson.parse(content.strip()) : Json.of(content));
      return null;
    } catch (IllegalArgumentException invalid) {
      return "of the parameter " + key + ": " + invalid.getMessage();
    }
  }

  private int fail(String name, String reason) {
    proposals.malformed(name, reason);
    broken = true;
    return text.length();
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }
}
