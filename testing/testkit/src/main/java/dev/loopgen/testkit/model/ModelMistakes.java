package dev.loopgen.testkit.model;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What models and servers get wrong about the content of a reply: building blocks of scripts. */
public final class ModelMistakes {

  private static final int CHARACTERS_PER_TOKEN = 4;

  private ModelMistakes() {}

  /**
   * Prints a tool call as JSON in the text.
   *
   * @param call the call, with JSON arguments
   * @return a reply without a call
   */
  public static ScriptedReply bareJsonCall(ToolCall call) {
    return ScriptedReply.of(
        Json.object().put("name", call.name()).put("arguments", arguments(call)).build().text());
  }

  /**
   * Prints a tool call as {@code <tool_call>} with JSON in it.
   *
   * @param call the call, with JSON arguments
   * @return a reply without a call
   */
  public static ScriptedReply taggedCall(ToolCall call) {
    return ScriptedReply.of("<tool_call>\n" + bareJsonCall(call).text() + "\n</tool_call>");
  }

  /**
   * Prints a tool call as {@code <function=name>} with a tag for each argument.
   *
   * @param call the call, with an object of texts as its arguments
   * @return a reply without a call
   */
  public static ScriptedReply functionTagCall(ToolCall call) {
    StringBuilder text = new StringBuilder("<function=" + call.name() + ">\n");
    for (Map.Entry<String, Json> member : arguments(call).members().entrySet()) {
      String value =
          member.getValue() instanceof Json.Text string ? string.value() : member.getValue().text();
      text.append("<parameter=").append(member.getKey()).append(">\n");
      text.append(value).append("\n</parameter>\n");
    }
    return ScriptedReply.of(text.append("</function>").toString());
  }

  private static Json.Obj arguments(ToolCall call) {
    return (Json.Obj) Json.parse(call.arguments().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Thinks, and says nothing.
   *
   * @param thinking what the model thinks
   * @return a reply that ends as if it were whole
   */
  public static ScriptedReply thinkingOnly(String thinking) {
    return ScriptedReply.of("").thinking(thinking);
  }

  /**
   * Says nothing at all.
   *
   * @return a reply that ends with {@code stop}
   */
  public static ScriptedReply emptyTurn() {
    return ScriptedReply.of("");
  }

  /**
   * Wraps JSON into a fence and a sentence, as a server does that ignores the schema.
   *
   * @param json the JSON
   * @return the reply
   */
  public static ScriptedReply fencedJson(String json) {
    return ScriptedReply.of("Here is the JSON:\n\n```json\n" + json + "\n```\n");
  }

  /**
   * Loses the last closing brace of a call's arguments.
   *
   * @param call the call
   * @return the reply
   */
  public static ScriptedReply lostBrace(ToolCall call) {
    int brace = call.arguments().lastIndexOf('}');
    String rest = brace < 0 ? call.arguments() : call.arguments().substring(0, brace);
    return ScriptedReply.calling(new ToolCall(call.id(), call.name(), rest));
  }

  /**
   * Loses a call's arguments.
   *
   * @param call the call
   * @return the reply
   */
  public static ScriptedReply emptyArguments(ToolCall call) {
    return ScriptedReply.calling(new ToolCall(call.id(), call.name(), ""));
  }

  /**
   * Rewrites a file and drops its second half.
   *
   * @param path the file
   * @param content what it holds
   * @return a call of {@code write_file}
   */
  public static ToolCall rewriteThatDropsCode(String path, String content) {
    List<String> lines = content.lines().toList();
    String half = String.join("\n", lines.subList(0, (lines.size() + 1) / 2)) + "\n";
    Json call = Json.object().put("path", path).put("content", half).build();
    return new ToolCall("call-1", "write_file", call.text());
  }

  /**
   * Edits a passage that stands nowhere in a file.
   *
   * @param path the file
   * @return a call of {@code edit}
   */
  public static ToolCall editThatNeverMatches(String path) {
    return edit(path, "a passage that no file of the project has", "another");
  }

  /**
   * Edits a passage; with one that stands more than once in the file, the edit is ambiguous, and
   * sent again, it is an edit that was applied already.
   *
   * @param path the file
   * @param search the passage
   * @param replacement what takes its place
   * @return a call of {@code edit}
   */
  public static ToolCall edit(String path, String search, String replacement) {
    Json call =
        Json.object().put("path", path).put("search", search).put("replace", replacement).build();
    return new ToolCall("call-1", "edit", call.text());
  }

  /**
   * Says the same whatever it is told: a tool result that is not understood, or an edit that was
   * applied already.
   *
   * @param reply the reply
   * @return the script
   */
  public static ModelScript again(ScriptedReply reply) {
    return ModelScript.always(reply);
  }

  /**
   * Ignores the schema of a request.
   *
   * @param script what the model replies to the request without a schema
   * @return the script
   */
  public static ModelScript schemaIgnored(ModelScript script) {
    return request -> script.reply(copy(request, request.messages(), false, true));
  }

  /**
   * Ignores the tools of a request.
   *
   * @param script what the model replies to the request without tools
   * @return the script
   */
  public static ModelScript toolsIgnored(ModelScript script) {
    return request -> script.reply(copy(request, request.messages(), true, false));
  }

  /**
   * Keeps only the end of a prompt, without a word about it, and counts what it kept.
   *
   * @param tokens the tokens that are kept, of four characters each
   * @param script what the model replies to the rest
   * @return the script
   */
  public static ModelScript promptCut(int tokens, ModelScript script) {
    return request -> {
      if (ScriptedModel.characters(request) <= (long) tokens * CHARACTERS_PER_TOKEN) {
        return script.reply(request);
      }
      List<ModelMessage> kept = end(request.messages(), tokens * CHARACTERS_PER_TOKEN);
      return script.reply(copy(request, kept, true, true)).counting(tokens);
    };
  }

  private static List<ModelMessage> end(List<ModelMessage> messages, int characters) {
    List<ModelMessage> kept = new ArrayList<>();
    int left = characters;
    for (int i = messages.size() - 1; i >= 0 && left > 0; i--) {
      ModelMessage message = messages.get(i);
      int length = Math.min(left, message.content().length());
      String end = message.content().substring(message.content().length() - length);
      kept.add(new ModelMessage(message.role(), end, message.toolCalls(), message.answered()));
      left -= length;
    }
    Collections.reverse(kept);
    return kept;
  }

  private static ModelRequest copy(
      ModelRequest request, List<ModelMessage> messages, boolean schema, boolean tools) {
    ModelRequest.Builder copy =
        ModelRequest.builder()
            .contextTokens(request.contextTokens())
            .maxOutputTokens(request.maxOutputTokens())
            .thinking(request.thinking());
    messages.forEach(copy::message);
    if (schema) {
      request.answerSchema().ifPresent(copy::answerSchema);
    }
    if (tools) {
      request.tools().forEach(copy::tool);
    }
    request.temperature().ifPresent(copy::temperature);
    request.seed().ifPresent(copy::seed);
    return copy.build();
  }
}
