package dev.loopgen.core.internal.driven.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.ProposedTurn;
import dev.loopgen.core.internal.driven.action.ReplyForm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Whatever is written in a dialect reads back, and whatever is only quoted does not. */
@Tag("slow")
final class DialectPropertiesTest {

  private static final Nonce OTHER = new Nonce("zzzz2222");

  @Property(tries = 1000)
  void blocks_writtenActions_readBackTheSame(@ForAll("actions") List<Action> actions) {
    ProposedTurn turn = Replies.read(Dialect.BLOCKS.write("Because.", actions, Replies.NONCE));

    assertThat(turn.proposals()).isEqualTo(actions);
    assertThat(turn.form()).isEqualTo(actions.isEmpty() ? ReplyForm.NONE : ReplyForm.BLOCKS);
  }

  @Property(tries = 1000)
  void json_writtenActions_readBackTheSame(
      @ForAll("actions") List<Action> actions, @ForAll("wrappers") String wrapper) {
    String json = Dialect.JSON.write("Because.", actions, Replies.NONCE);

    ProposedTurn turn = Replies.read(wrapper.replace("REPLY", json));

    assertThat(turn.proposals()).isEqualTo(actions);
    assertThat(turn.form()).isEqualTo(ReplyForm.JSON);
    assertThat(turn.reasoning()).isEqualTo("Because.");
  }

  @Property(tries = 1000)
  void tools_nativeCalls_readBackTheSame(@ForAll("actions") List<Action> actions) {
    ProposedTurn turn = Replies.read("Because.", Replies.calls(actions));

    assertThat(turn.proposals()).isEqualTo(actions);
  }

  @Property(tries = 500)
  void tools_printedCalls_readBackTheSame(
      @ForAll("actions") List<Action> actions, @ForAll("wrappers") String wrapper) {
    String json = Dialect.TOOLS.write("", actions, Replies.NONCE);

    assertThat(Replies.read(wrapper.replace("REPLY", json)).proposals()).isEqualTo(actions);
  }

  @Property(tries = 500)
  void tagged_printedCalls_readBackTheSame(@ForAll("actions") List<Action> actions) {
    StringBuilder text = new StringBuilder("Because.\n");
    for (var call : Replies.calls(actions)) {
      text.append("<tool_call>\n{\"name\": \"").append(call.name()).append("\", \"arguments\": ");
      text.append(call.arguments()).append("}\n</tool_call>\n");
    }

    assertThat(Replies.read(text.toString()).proposals()).isEqualTo(actions);
  }

  @Property(tries = 2000)
  void prose_quotingActions_yieldsNoAction(
      @ForAll("actions") List<Action> actions, @ForAll("quotations") Quotation quotation) {
    assertThat(Replies.read(quotation.of(actions)).actions()).isEmpty();
  }

  @Property(tries = 1000)
  void writtenFile_quotingActions_isOneWrite(
      @ForAll("actions") List<Action> quoted,
      @ForAll("quotations") Quotation quotation,
      @ForAll Dialect dialect) {
    List<Action> actions = List.of(new Action.WriteFile("README.md", quotation.of(quoted)));

    ProposedTurn turn =
        dialect == Dialect.TOOLS
            ? Replies.read("", Replies.calls(actions))
            : Replies.read(dialect.write("", actions, Replies.NONCE));

    assertThat(turn.proposals()).isEqualTo(actions);
  }

  @Property(tries = 1000)
  void cutReply_neverInventsAnAction(
      @ForAll("actions") List<Action> actions, @ForAll Dialect dialect, @ForAll short where) {
    String text = dialect.write("", actions, Replies.NONCE);
    String cut = text.substring(0, Math.floorMod(where, text.length() + 1));

    List<Action> read = Replies.readCut(cut).actions();

    assertThat(actions.subList(0, Math.min(read.size(), actions.size()))).isEqualTo(read);
  }

  @Property(tries = 3000)
  void anyText_neverThrows(@ForAll("anything") String text) {
    assertThat(Replies.read(text).form()).isNotNull();
    assertThat(Replies.readCut(text).form()).isNotNull();
  }

  @Property(tries = 1000)
  void anyBytes_neverThrow(@ForAll byte[] bytes) {
    assertThat(Replies.read(new String(bytes, StandardCharsets.UTF_8)).actions()).isEmpty();
  }

  @Provide
  Arbitrary<List<Action>> actions() {
    return ActionArbitraries.actions();
  }

  @Provide
  Arbitrary<String> wrappers() {
    return Arbitraries.of(
        "REPLY",
        "\n REPLY \n",
        "```json\nREPLY\n```",
        "```\nREPLY\n```\n",
        "~~~~\nREPLY\n~~~~",
        "<think>\nI could {\"actions\": []}.\n</think>\n\nREPLY",
        "I think.\n</think>\nREPLY",
        "<think></think>\n```json\nREPLY\n```",
        "REPLY<|im_end|>");
  }

  @Provide
  Arbitrary<String> anything() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            ActionArbitraries.text(),
            Arbitraries.of(
                "=== " + Replies.NONCE.value() + " ",
                "edit a",
                "write_file a",
                "old",
                "new",
                "end",
                "end verbatim",
                "\n",
                "\n",
                "\n",
                "<parameter=path>",
                "</parameter>",
                "<function=edit>",
                "{\"name\":\"edit\"",
                "\"arguments\":{",
                "}",
                "]",
                "[{",
                "*** Update File: a\n",
                "@@",
                "+a\n",
                "-b\n"));
    return piece.list().ofMaxSize(30).map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<Quotation> quotations() {
    return Combinators.combine(Arbitraries.of(Dialect.values()), Arbitraries.of(Frame.values()))
        .as(Quotation::new);
  }

  /** A way to show actions to a reader without asking for them. */
  record Quotation(Dialect dialect, Frame frame) {

    String of(List<Action> actions) {
      return frame.around(dialect.write("", actions, OTHER));
    }
  }

  /** What stands around a quotation. */
  enum Frame {
    SENTENCE("I would never answer this:\n\n", "\n\nBecause it is wrong.\n", "", "    "),
    SAME_LINE("For example ", " is an action.\n", "", " "),
    INDENTED("An example:\n\n", "\nThat is all.\n", "    ", "    "),
    FENCED("# Manual\n\n~~~~~\n", "\n~~~~~\nThe end.\n", "", ""),
    QUOTED("He wrote\n", "\nand left.\n", "> ", "> ");

    private final String before;
    private final String after;
    private final String first;
    private final String others;

    Frame(String before, String after, String first, String others) {
      this.before = before;
      this.after = after;
      this.first = first;
      this.others = others;
    }

    String around(String text) {
      return before + first + text.replace("\n", "\n" + others) + after;
    }
  }
}
