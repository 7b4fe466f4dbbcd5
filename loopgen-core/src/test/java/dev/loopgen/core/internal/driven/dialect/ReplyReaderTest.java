package dev.loopgen.core.internal.driven.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.model.ToolCall;
import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.MalformedAction;
import dev.loopgen.core.internal.driven.action.ProposedTurn;
import dev.loopgen.core.internal.driven.action.Replacement;
import dev.loopgen.core.internal.driven.action.ReplyForm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Replies as real models and servers give them. KEY stands for the request's nonce. */
final class ReplyReaderTest {

  private static final Action WRITE = new Action.WriteFile("a.py", "x = 1\n");
  private static final Action EDIT =
      new Action.Edit("a.py", List.of(new Replacement("x = 1\n", "x = 2\n")));

  static Stream<Arguments> readable() {
    return Stream.of(
        reply(
            "blocks, fence around the content",
            ReplyForm.BLOCKS,
            WRITE,
            """
            Here it is:
            === KEY write_file a.py
            ```python
            x = 1
            ```
            === KEY end
            """),
        reply(
            "blocks, all in one fence",
            ReplyForm.BLOCKS,
            WRITE,
            """
            ```
            === KEY write_file a.py
            x = 1
            === KEY end
            ```
            """),
        reply(
            "blocks, path in backticks",
            ReplyForm.BLOCKS,
            WRITE,
            """
            === KEY write_file `a.py`
            x = 1
            === KEY end\
            """),
        reply(
            "blocks, sections named as in Aider",
            ReplyForm.BLOCKS,
            EDIT,
            """
            === KEY edit a.py
            === KEY search
            x = 1
            === KEY replace
            x = 2
            === KEY end
            """),
        reply(
            "blocks, markers of a merge conflict",
            ReplyForm.BLOCKS,
            EDIT,
            """
            === KEY edit a.py
            <<<<<<< SEARCH
            x = 1
            =======
            x = 2
            >>>>>>> REPLACE
            === KEY end
            """),
        reply(
            "blocks, Windows line ends in the markup",
            ReplyForm.BLOCKS,
            new Action.DeleteFile("a.py"),
            "=== KEY delete_file a.py\r\n"),
        reply(
            "blocks, argument below",
            ReplyForm.BLOCKS,
            new Action.RunCommand("npm test"),
            """
            === KEY run_command
            npm test
            === KEY end
            """),
        reply(
            "blocks, needless end",
            ReplyForm.BLOCKS,
            new Action.ReadFile("a.py"),
            """
            === KEY read_file a.py
            === KEY end
            """),
        reply(
            "blocks after thinking that drafts one",
            ReplyForm.BLOCKS,
            WRITE,
            """
            <think>
            === KEY write_file b.py
            y
            === KEY end
            No, better:
            </think>
            === KEY write_file a.py
            x = 1
            === KEY end
            """),
        reply(
            "blocks after thinking whose start the template swallowed",
            ReplyForm.BLOCKS,
            WRITE,
            """
            === KEY write_file b.py
            y
            Hm, no.
            </think>
            === KEY write_file a.py
            x = 1
            === KEY end
            """),
        reply(
            "json, fenced though a schema was asked for",
            ReplyForm.JSON,
            WRITE,
            """
            ```json
            {"reasoning": "r", "actions": [
              {"type": "write_file", "path": "a.py", "content": "x = 1\\n"}
            ]}
            ```\
            """),
        reply(
            "json, commas too many",
            ReplyForm.JSON,
            WRITE,
            "{\"actions\":[{\"type\":\"write_file\",\"path\":\"a.py\",\"content\":\"x = 1\\n"
                + "\",},],}"),
        reply(
            "json, line feed within a string",
            ReplyForm.JSON,
            WRITE,
            "{\"actions\":[{\"type\":\"write_file\",\"path\":\"a.py\",\"content\":\"x = 1\n\"}]}"),
        reply(
            "json, one action without the list",
            ReplyForm.JSON,
            WRITE,
            "{\"type\":\"write_file\",\"path\":\"a.py\",\"content\":\"x = 1\\n\"}"),
        reply(
            "json, the names of another editor",
            ReplyForm.JSON,
            EDIT,
            "[{\"type\":\"edit\",\"file_path\":\"a.py\",\"old_string\":\"x = 1\\n\","
                + "\"new_string\":\"x = 2\\n\"}]"),
        reply(
            "tool call as bare JSON",
            ReplyForm.JSON_TOOL_CALL,
            WRITE,
            "{\"name\": \"write_file\", \"parameters\": "
                + "{\"path\": \"a.py\", \"content\": \"x = 1\\n\"}}"),
        reply(
            "tool call as bare JSON, arguments as text",
            ReplyForm.JSON_TOOL_CALL,
            WRITE,
            "{\"tool_calls\":[{\"type\":\"function\",\"function\":{\"name\":\"write_file\",\"arguments\":\"{\\\"path\\\":\\\"a.py\\\",\\\"content\\\":\\\"x"
                + " = 1\\\\n"
                + "\\\"}\"}}]}"),
        reply(
            "tool call between tags",
            ReplyForm.TAGGED_TOOL_CALL,
            WRITE,
            """
            I will write it.

            <tool_call>
            {"name": "write_file", "arguments": {"path": "a.py", "content": "x = 1\\n"}}
            </tool_call>\
            """),
        reply(
            "tool call whose last tag the server swallowed",
            ReplyForm.TAGGED_TOOL_CALL,
            WRITE,
            "<tool_call>{\"name\":\"write_file\",\"arguments\":"
                + "{\"path\":\"a.py\",\"content\":\"x = 1\\n\"}}"),
        reply(
            "tool call of Qwen3-Coder",
            ReplyForm.TAGGED_TOOL_CALL,
            EDIT,
            """
            <tool_call>
            <function=edit>
            <parameter=path>
            a.py
            </parameter>
            <parameter=search>
            x = 1

            </parameter>
            <parameter=replace>
            x = 2

            </parameter>
            </function>
            </tool_call>\
            """),
        reply(
            "tool call of Llama",
            ReplyForm.TAGGED_TOOL_CALL,
            WRITE,
            "<function=write_file>{\"path\": \"a.py\", \"content\": \"x = 1\\n\"}</function>"),
        reply(
            "tool call of Mistral",
            ReplyForm.TAGGED_TOOL_CALL,
            WRITE,
            "[TOOL_CALLS][{\"name\": \"write_file\", \"arguments\": "
                + "{\"path\": \"a.py\", \"content\": \"x = 1\\n\"}}]"),
        reply(
            "tool call after thinking",
            ReplyForm.TAGGED_TOOL_CALL,
            WRITE,
            """
            <think>I would write
            <tool_call>{"name": "delete_file", "arguments": {"path": "a.py"}}</tool_call>
            but no.</think>
            <tool_call>
            {"name": "write_file", "arguments": {"path": "a.py", "content": "x = 1\\n"}}
            </tool_call>
            """),
        reply(
            "patch",
            ReplyForm.PATCH,
            WRITE,
            """
            *** Begin Patch
            *** Add File: a.py
            +x = 1
            *** End Patch
            """),
        reply(
            "patch in a fence",
            ReplyForm.PATCH,
            EDIT,
            """
            ```
            *** Begin Patch
            *** Update File: a.py
            @@ def f():
            -x = 1
            +x = 2
            *** End of File
            *** End Patch
            ```
            """),
        reply(
            "channels of gpt-oss",
            ReplyForm.JSON,
            new Action.Finish("ok"),
            "<|channel|>analysis<|message|>{\"type\":\"delete_file\",\"path\":\"a\"}<|end|>"
                + "<|start|>assistant<|channel|>final<|message|>{\"type\":\"finish\",\"summary\":\"ok\"}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readable")
  void read_misformat_findsTheAction(String what, ReplyForm form, Action action, String text) {
    ProposedTurn turn = Replies.read(text);

    assertThat(turn.proposals()).containsExactly(action);
    assertThat(turn.form()).isEqualTo(form);
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        reason(
            "lost closing brace",
            "ends too early",
            "{\"actions\":[{\"type\":\"write_file\",\"path\":\"a\",\"content\":\"x\"}]"),
        reason(
            "lost end of a string",
            "ends too early",
            "{\"actions\":[{\"type\":\"write_file\",\"path\":\"a\",\"content\":\"x"),
        reason(
            "two values for one member",
            "there twice",
            "{\"type\":\"delete_file\",\"path\":\"a\",\"path\":\"b\"}"),
        reason(
            "two names for one member",
            "there twice",
            "{\"type\":\"delete_file\",\"path\":\"a\",\"file_path\":\"b\"}"),
        reason(
            "no such escape",
            "an escape that JSON has",
            "{\"type\":\"write_file\",\"path\":\"a\",\"content\":\"\\d\"}"),
        reason("no action", "no \"type\"", "{\"answer\": 42}"),
        reason("unknown action", "no such action", "{\"actions\":[{\"type\":\"exec\"}]}"),
        reason(
            "action in capitals",
            "no such action",
            "{\"actions\":[{\"type\":\"WRITE_FILE\",\"path\":\"a\",\"content\":\"\"}]}"),
        reason(
            "path of a wrong type",
            "not a string",
            "{\"actions\":[{\"type\":\"write_file\",\"path\":5,\"content\":\"x\"}]}"),
        reason(
            "missing argument",
            "\"command\" is missing",
            "{\"actions\":[{\"type\":\"run_command\",\"cmd\":\"curl evil\"}]}"),
        reason(
            "half a character",
            "half a character",
            "{\"actions\":[{\"type\":\"write_file\",\"path\":\"a\",\"content\":\"\\ud83d\"}]}"),
        reason("nested too deep", "nests deeper", "{\"a\":" + "[".repeat(100)),
        reason("block without end", "not closed", "=== KEY write_file a\nx\n"),
        reason(
            "block with another inside",
            "another block starts",
            "=== KEY write_file a\nx\n=== KEY delete_file b\n",
            new Action.DeleteFile("b")),
        reason("stray end", "no block is open", "=== KEY end\n"),
        reason(
            "edit without a replacement",
            "has no replacement",
            "=== KEY edit a\n=== KEY old\nx\n=== KEY end\n"),
        reason(
            "edit without a passage to find",
            "has no passage to find",
            "=== KEY edit a\n=== KEY new\nx\n=== KEY end\n"),
        reason(
            "edit that finds nothing",
            "to find is empty",
            "=== KEY edit a\n=== KEY old\n=== KEY new\nx\n=== KEY end\n"),
        reason(
            "edit with a divider in its content",
            "out of order",
            "=== KEY edit a\n<<<<<<< SEARCH\nT\n=======\nx\n=======\ny\n>>>>>>> REPLACE\n"
                + "=== KEY end\n"),
        reason("path is no string", "quotes", "=== KEY delete_file \"a\n"),
        reason("no path", "the path is empty", "=== KEY delete_file\n"),
        reason(
            "tool call cut off",
            "not complete JSON",
            "<tool_call>{\"name\":\"write_file\",\"arguments\":{\"path\":\"a\""),
        reason(
            "parameter cut off",
            "not closed",
            "<function=write_file><parameter=path>a</parameter><parameter=content>x"),
        reason(
            "content with tags of its own",
            "not escaped",
            "<function=write_file><parameter=path>a</parameter><parameter=content>\nx\n"
                + "</parameter></function>\n<function=delete_file><parameter=path>b</parameter>"
                + "</function>\ny\n</parameter></function>"),
        reason("patch without end", "does not end with", "*** Begin Patch\n*** Delete File: a\n"),
        reason(
            "patch that moves",
            "cannot move",
            "*** Begin Patch\n*** Update File: a\n*** Move to: b\n-x\n+y\n*** End Patch"),
        reason(
            "patch without context",
            "no line that stands in the file",
            "*** Begin Patch\n*** Update File: a\n@@\n+y\n*** End Patch"),
        reason(
            "patch with an unmarked line",
            "none of +, -",
            "*** Begin Patch\n*** Update File: a\n-x\n+y\nz\n*** End Patch"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void read_malformed_recordsTheReason(
      String what, String reason, String text, List<Action> actions) {
    ProposedTurn turn = Replies.read(text);

    assertThat(turn.actions()).isEqualTo(actions);
    assertThat(turn.malformed())
        .singleElement()
        .extracting(MalformedAction::reason)
        .asString()
        .contains(reason);
  }

  @Test
  void read_nativeCalls_areTheOnlyForm() {
    ToolCall call = new ToolCall("1", "read_file", "{\"path\":\"a\"}");

    ProposedTurn turn =
        Replies.read("=== " + Replies.NONCE.value() + " delete_file a\n", List.of(call));

    assertThat(turn.proposals()).containsExactly(new Action.ReadFile("a"));
    assertThat(turn.form()).isEqualTo(ReplyForm.TOOLS);
    assertThat(turn.passedOver()).containsKey(ReplyForm.BLOCKS);
  }

  @Test
  void read_nativeCallWithoutArguments_isMalformed() {
    ProposedTurn turn =
        Replies.read(
            "", List.of(new ToolCall("1", "write_file", ""), new ToolCall("2", "finish", "")));

    assertThat(turn.malformed()).hasSize(1);
    assertThat(turn.actions()).containsExactly(new Action.Finish(""));
  }

  @Test
  void read_nativePatch_yieldsItsActions() {
    String patch = "*** Begin Patch\\n*** Delete File: a\\n*** Add File: b\\n+x\\n*** End Patch\\n";

    ProposedTurn turn =
        Replies.read("", List.of(new ToolCall("", "apply_patch", "{\"input\":\"" + patch + "\"}")));

    assertThat(turn.proposals())
        .containsExactly(new Action.DeleteFile("a"), new Action.WriteFile("b", "x\n"));
  }

  @Test
  void read_lastLineOfACutReply_isMalformed() {
    String text =
        "=== KEY delete_file src\n=== KEY delete_file src/ma".replace("KEY", Replies.NONCE.value());

    assertThat(Replies.readCut(text).actions()).containsExactly(new Action.DeleteFile("src"));
    assertThat(Replies.readCut(text).malformed()).hasSize(1);
  }

  private static Arguments reply(String what, ReplyForm form, Action action, String text) {
    return Arguments.of(what, form, action, text.replace("KEY", Replies.NONCE.value()));
  }

  private static Arguments reason(String what, String reason, String text, Action... actions) {
    return Arguments.of(what, reason, text.replace("KEY", Replies.NONCE.value()), List.of(actions));
  }
}
