package dev.loopgen.core.internal.driven.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.model.ModelProfile.EditFormat;
import dev.loopgen.api.model.ToolCall;
import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.MalformedAction;
import dev.loopgen.core.internal.driven.action.ProposedTurn;
import dev.loopgen.core.internal.driven.action.Replacement;
import dev.loopgen.core.internal.driven.action.ReplyForm;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  static Stream<Arguments> actionless() {
    return Stream.of(
        prose("nothing", ""),
        prose(
            "refusal with a bad example",
            "I refuse. A bad answer would be: {\"actions\":[{\"type\":\"write_file\","
                + "\"path\":\"src/bad.txt\",\"content\":\"x\"}]} so do not do that."),
        prose(
            "JSON before prose",
            "{\"type\":\"delete_file\",\"path\":\"a\"}\nThat would delete it."),
        prose("another request's key", "=== zzzz2222 delete_file a\n"),
        prose("key without its line", "The key is KEY and === KEY delete_file a\n"),
        prose("key in an indented line", "  === KEY delete_file a\n"),
        prose(
            "fenced call beside prose",
            "So:\n```\n<tool_call>{\"name\":\"finish\",\"arguments\":{}}</tool_call>\n```\n"),
        prose(
            "fenced call in a fence that stays open",
            "So:\n```\n<tool_call>{\"name\":\"finish\",\"arguments\":{}}</tool_call>\n"),
        prose(
            "call in a file that is written without a form",
            "# Manual\n<tool_call>{\"name\":\"finish\",\"arguments\":{}}</tool_call>\nThe end.\n"),
        prose(
            "call within a line",
            "Use <tool_call>{\"name\":\"finish\",\"arguments\":{}}</tool_call>"),
        prose(
            "thinking that never ends",
            "<think>\n=== KEY delete_file a\n<tool_call>{\"name\":\"finish\",\"arguments\":{}}"),
        prose("thinking that starts late", "Well.\n<think>\n=== KEY delete_file a\n"),
        prose(
            "call in late thinking",
            "Well.\n<think>\n<tool_call>{\"name\":\"finish\",\"arguments\":{}}</tool_call>"),
        prose(
            "thinking that quotes its own end",
            "<think>The file has\n</think>\n<tool_call>{\"name\":\"finish\",\"arguments\":{}}"
                + "</tool_call>\nwhich I keep.\n</think>\nI am done."),
        prose(
            "JSON with a call on a line of its own, and prose",
            "{\"type\":\"write_file\",\"path\":\"a\",\"content\":\"\n"
                + "<tool_call>{\"name\":\"finish\",\"arguments\":{}}</tool_call>\n\"}\nDone."),
        prose(
            "patch within prose",
            "Try\n*** Begin Patch\n*** Delete File: a\n*** End Patch\nor not."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("actionless")
  void read_quotation_findsNothing(String what, String text) {
    ProposedTurn turn = Replies.read(text);

    assertThat(turn.proposals()).isEmpty();
    assertThat(turn.form()).isEqualTo(ReplyForm.NONE);
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

  @Test
  void read_tooManyActions_areCutAndRecorded() {
    String line = "=== " + Replies.NONCE.value() + " read_file a\n";

    ProposedTurn turn = Replies.read(line.repeat(5000));

    assertThat(turn.actions()).hasSize(ProposedTurn.MAX_PROPOSALS);
    assertThat(turn.malformed()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void read_instructionsRepeated_changesNothing(Dialect dialect) {
    ProposedTurn turn = Replies.read(dialect.instructions(Replies.NONCE, EditFormat.EDIT));

    assertThat(turn.actions())
        .extracting(Action::id)
        .doesNotContain("edit", "write_file", "delete_file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "<",
        "</think>",
        "<think>",
        "<tool_call>\n",
        "<tool_call>{}\n",
        "<tool_call>[",
        "<function=finish></function>",
        "<function=finish></function>\n",
        "<function=a>\n",
        "<function=a><parameter=b></parameter>",
        "<parameter=a>",
        "{",
        "[{\"",
        "{\"a\":\"\n",
        "\\",
        "\"",
        "```\n",
        "~~~~\n",
        "=== KEY finish\n",
        "=== KEY edit a\n",
        "=== KEY edit a\n=== KEY old\n",
        "=== KEY old\n=== KEY new\n",
        "=== KEY end\n",
        "=== KEY ",
        "=== KEY write_file a\n</think>\n=== KEY end\n",
        "*** Begin Patch\n",
        "@@\n-a\n+b\n",
        "<<<<<<< SEARCH\n",
        "[TOOL_CALLS][[",
        "<|im_end|>",
        " ",
        "\uD83D"
      })
  @Tag("slow")
  void read_repetition_takesLinearTime(String piece) {
    String unit = piece.replace("KEY", Replies.NONCE.value());
    int times = (1 << 20) / unit.length();
    List<String> starts =
        List.of(
            "",
            "<think>",
            "{\"a\":\"",
            "*** Begin Patch\n*** Update File: a\n",
            "=== KEY edit a\n".replace("KEY", Replies.NONCE.value()));

    for (String start : starts) {
      ProposedTurn turn =
          Assertions.assertTimeoutPreemptively(
              Duration.ofSeconds(100), () -> Replies.read(start + unit.repeat(times)));

      assertThat(turn.proposals()).hasSizeLessThanOrEqualTo(ProposedTurn.MAX_PROPOSALS + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<tool_call>{\"name\":\"delete_file\",\"arguments\":{\"path\":\"a\"}}</tool_call>",
        "<tool_call>\n{\"name\":\"finish\",\"arguments\":{}}\n</tool_call>",
        "{\"type\":\"delete_file\",\n  \"path\":\"a\"}",
        "```json\n{\"type\":\"delete_file\",\"path\":\"a\"}\n```",
        "*** Begin Patch\n*** Delete File: a\n*** End Patch",
      })
  void read_actionThatThePromptShows_isAQuotation(String quoted) {
    String file = "[" + Replies.NONCE.value() + " file README.md, whole]\n" + quoted + "\n";
    String output = "| " + quoted.replace("\n", "\n| ") + "\n";

    assertThat(Replies.readAfter("", quoted).actions()).hasSize(1);
    assertThat(Replies.readAfter(file, quoted).actions()).isEmpty();
    assertThat(Replies.readAfter(output, quoted).actions()).isEmpty();
    assertThat(Replies.readAfter(file, "The file says\n" + quoted).actions()).isEmpty();
  }

  @Test
  void read_ownCallBesideAQuotedOne_isRead() {
    String quoted =
        "<tool_call>{\"name\":\"delete_file\",\"arguments\":{\"path\":\"a\"}}</tool_call>";
    String own = quoted.replace("\"a\"", "\"b\"");

    ProposedTurn turn = Replies.readAfter(quoted, quoted + "\n" + own);

    assertThat(turn.actions()).containsExactly(new Action.DeleteFile("b"));
    assertThat(turn.malformed()).hasSize(1);
  }

  @Test
  void read_tooLong_findsNothing() {
    String text = "=== " + Replies.NONCE.value() + " read_file a\n";

    ProposedTurn turn = Replies.read(text + "x".repeat(ReplyReader.MAX_REPLY));

    assertThat(turn.proposals()).isEmpty();
    assertThat(turn.passedOver()).containsKey(ReplyForm.NONE);
  }

  @Test
  void read_readmeThatQuotesEveryForm_isOneWrite() {
    String quoted =
        readable()
            .map(
                arguments ->
                    ((String) arguments.get()[3]).replace(Replies.NONCE.value(), "zzzz2222"))
            .reduce("", (all, one) -> all + one + "\n");
    List<Action> write = Collections.singletonList(new Action.WriteFile("README.md", quoted));

    for (Dialect dialect : List.of(Dialect.BLOCKS, Dialect.JSON)) {
      assertThat(Replies.read(dialect.write("", write, Replies.NONCE)).proposals())
          .isEqualTo(write);
    }
  }

  private static Arguments reply(String what, ReplyForm form, Action action, String text) {
    return Arguments.of(what, form, action, text.replace("KEY", Replies.NONCE.value()));
  }

  private static Arguments reason(String what, String reason, String text, Action... actions) {
    return Arguments.of(what, reason, text.replace("KEY", Replies.NONCE.value()), List.of(actions));
  }

  private static Arguments prose(String what, String text) {
    return Arguments.of(what, text.replace("KEY", Replies.NONCE.value()));
  }
}
