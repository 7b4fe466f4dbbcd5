package dev.loopgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.RunListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ConsoleTest {

  @Test
  void escape_whatActsOnATerminalOrReordersText_isShownInstead() {
    for (char c : new char[] {'\u001b', '\r', '\u009b', '\u202e', '\u2066', '\u200f', '\u2028'}) {
      assertThat(Console.escape("a" + c + "b")).isEqualTo(String.format("a\\u%04xb", (int) c));
    }
    assertThat(Console.escape("né 日 …")).isEqualTo("né 日 …");
  }

  @Test
  void end_onATerminal_clearsTheStatusLine() {
    StringWriter shown = new StringWriter();
    Console console = new Console(new PrintWriter(shown), true, false);

    console.phase(RunListener.Phase.RECORD);
    console.end();

    assertThat(shown.toString()).contains("writing the entry").endsWith("\r\u001b[2K");
  }

  @Test
  void output_onATerminal_showsTheStartOfItsLastLine() {
    StringWriter shown = new StringWriter();
    Console console = new Console(new PrintWriter(shown), true, false);

    console.output(0, "first\nlast" + "\0".repeat(100_000) + "\n\n");

    assertThat(shown.toString())
        .contains("last\\u0000")
        .doesNotContain("first")
        .hasSizeLessThan(200);
  }

  @Test
  void phase_withoutATerminal_saysNothing() {
    StringWriter shown = new StringWriter();
    Console console = new Console(new PrintWriter(shown), false, false);

    console.phase(RunListener.Phase.RECORD);
    console.end();

    assertThat(shown.toString()).isEmpty();
  }
}
