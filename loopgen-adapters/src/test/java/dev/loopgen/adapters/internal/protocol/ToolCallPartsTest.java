package dev.loopgen.adapters.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.model.ToolCall;
import org.junit.jupiter.api.Test;

final class ToolCallPartsTest {

  private final ToolCallParts parts = new ToolCallParts();

  @Test
  void add_numberedPieces_areJoinedByNumber() {
    parts.add(0, "a", "edit", "");
    parts.add(1, "b", "finish", "");
    parts.add(0, "", "", "{\"x\":");
    parts.add(1, "", "", "{}");
    parts.add(0, "", "", "1}");

    assertThat(parts.list())
        .containsExactly(new ToolCall("a", "edit", "{\"x\":1}"), new ToolCall("b", "finish", "{}"));
  }

  @Test
  void add_samePositionAndAnotherId_isAnotherCall() {
    parts.add(0, "a", "edit", "{}");
    parts.add(0, "b", "finish", "{}");

    assertThat(parts.list()).extracting(ToolCall::name).containsExactly("edit", "finish");
  }

  @Test
  void add_noPosition_goesToTheLastCall() {
    parts.add(-1, "a", "edit", "{");
    parts.add(-1, "", "", "}");

    assertThat(parts.list()).containsExactly(new ToolCall("a", "edit", "{}"));
  }

  @Test
  void add_nameRepeatedInEachPiece_standsOnce() {
    parts.add(0, "a", "edit", "{");
    parts.add(0, "a", "edit", "}");

    assertThat(parts.list()).containsExactly(new ToolCall("a", "edit", "{}"));
  }
}
