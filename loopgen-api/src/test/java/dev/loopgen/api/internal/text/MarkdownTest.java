package dev.loopgen.api.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class MarkdownTest {

  @Property(tries = 1000)
  void block_anyText_hasNoLineThatClosesItEarly(@ForAll("texts") String text) {
    String block = Markdown.block(text);

    String fence = block.lines().findFirst().orElseThrow();
    assertThat(fence).matches("`{3,}");
    assertThat(block).endsWith("\n" + fence + "\n");
    assertThat(block.split(fence, -1)).hasSize(3);
  }

  @Property(tries = 1000)
  void code_anyText_isOneLineBetweenTwoFences(@ForAll("texts") String text) {
    String code = Markdown.code(text);

    String fence = code.replaceAll("^(`+).*$", "$1");
    assertThat(code).doesNotContain("\n").startsWith(fence).endsWith(fence);
    assertThat(code.split(fence, -1)).hasSize(3);
  }

  @Property(tries = 1000)
  void text_anyText_isOneLineInWhichNothingIsMarkup(@ForAll("texts") String text) {
    String escaped = Markdown.text(text);

    assertThat(escaped).doesNotContain("\n");
    assertThat(escaped.replaceAll("\\\\[^A-Za-z0-9 ]", ""))
        .doesNotContainPattern("[`*_<>#|&\\[\\]]");
  }

  @Test
  void visible_controlAndReorderingCharacters_areReplaced() {
    assertThat(VisibleText.of("a\u001b[2J\rb\u202ec\u2028d\u200fe\0"))
        .isEqualTo("a\ufffd[2J\ufffdb\ufffdc\ufffdd\ufffde\ufffd");
  }

  @Test
  void visible_lineEndsOfWindows_areLineFeeds() {
    assertThat(VisibleText.of("a\r\nb\tc")).isEqualTo("a\nb\tc");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "`", "``", "````", "\n", "#", " ", "a", "\r", "*", "<b>", "[x](y)", "|", "&")
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }
}
