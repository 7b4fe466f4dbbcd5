package dev.loopgen.core.internal.driven.dialect;

import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.Replacement;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Actions with texts that try to look like markup. */
final class ActionArbitraries {

  private static final List<String> MARKUP =
      List.of(
          "```",
          "```json",
          "~~~",
          "=== abcdefgh end",
          "=== old",
          "=======",
          "<<<<<<< SEARCH",
          ">>>>>>> REPLACE",
          "<tool_call>",
          "</tool_call>",
          "<function=finish>",
          "</function>",
          "<think>",
          "</think>",
          "*** Begin Patch",
          "*** End Patch",
          "{\"actions\":[]}",
          "\"",
          "\\",
          "[TOOL_CALLS]",
          "\r",
          "é",
          "\uD83D\uDE00",
          " ",
          "\t",
          "\u2028",
          "",
          "x",
          "\\u0000");

  private ActionArbitraries() {}

  static Arbitrary<List<Action>> actions() {
    return action().list().ofMaxSize(6);
  }

  static Arbitrary<String> text() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.of(MARKUP),
            Arbitraries.strings().ofMaxLength(8).map(ActionArbitraries::paired));
    return Combinators.combine(
            piece.list().ofMaxSize(8), Arbitraries.of("\n", "\r\n", " "), Arbitraries.of("", "\n"))
        .as((pieces, separator, end) -> String.join(separator, pieces) + end);
  }

  private static Arbitrary<String> some() {
    return text().filter(value -> !value.isEmpty());
  }

  private static Arbitrary<Action> action() {
    Arbitrary<String> path =
        Arbitraries.oneOf(some(), Arbitraries.of("src/a.py", "a b.md", "../x"));
    Arbitrary<Replacement> pair = Combinators.combine(some(), text()).as(Replacement::new);
    return Arbitraries.oneOf(
        Combinators.combine(path, pair.list().ofMinSize(1).ofMaxSize(3)).as(Action.Edit::new),
        Combinators.combine(path, text()).as(Action.WriteFile::new),
        path.map(Action.DeleteFile::new),
        path.map(Action.ReadFile::new),
        text().map(Action.ListFiles::new),
        some().map(Action.Search::new),
        some().map(Action.RunCommand::new),
        text().map(Action.Finish::new));
  }

  /** Removes halves of characters, which no file can hold. */
  private static String paired(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
