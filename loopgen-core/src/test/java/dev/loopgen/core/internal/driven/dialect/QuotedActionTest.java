package dev.loopgen.core.internal.driven.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.model.ModelProfile.EditFormat;
import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.ProposedTurn;
import dev.loopgen.core.internal.driven.action.ReplyForm;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Actions that a reply quotes, from its prompt or as an example, are not its own. */
final class QuotedActionTest {

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

  @ParameterizedTest
  @EnumSource
  void read_instructionsRepeated_changesNothing(Dialect dialect) {
    ProposedTurn turn = Replies.read(dialect.instructions(Replies.NONCE, EditFormat.EDIT));

    assertThat(turn.actions())
        .extracting(Action::id)
        .doesNotContain("edit", "write_file", "delete_file");
  }

  @Test
  void read_readmeThatQuotesEveryForm_isOneWrite() {
    String quoted =
        ReplyReaderTest.readable()
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

  private static Arguments prose(String what, String text) {
    return Arguments.of(what, text.replace("KEY", Replies.NONCE.value()));
  }
}
