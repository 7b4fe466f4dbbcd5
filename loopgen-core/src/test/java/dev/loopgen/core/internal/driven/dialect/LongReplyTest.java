package dev.loopgen.core.internal.driven.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.core.internal.driven.action.ProposedTurn;
import dev.loopgen.core.internal.driven.action.ReplyForm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that are long or repeat themselves are bounded, in time and in actions. */
final class LongReplyTest {

  @Test
  void read_tooManyActions_areCutAndRecorded() {
    String line = "=== " + Replies.NONCE.value() + " read_file a\n";

    ProposedTurn turn = Replies.read(line.repeat(5000));

    assertThat(turn.actions()).hasSize(ProposedTurn.MAX_PROPOSALS);
    assertThat(turn.malformed()).hasSize(1);
  }

  @Test
  void read_tooLong_findsNothing() {
    String text = "=== " + Replies.NONCE.value() + " read_file a\n";

    ProposedTurn turn = Replies.read(text + "x".repeat(ReplyReader.MAX_REPLY));

    assertThat(turn.proposals()).isEmpty();
    assertThat(turn.passedOver()).containsKey(ReplyForm.NONE);
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
}
