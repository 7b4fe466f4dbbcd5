package dev.loopgen.cli.support;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.driven.BudgetLeft;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Containment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    Console console =
        new Console(new PrintWriter(shown), true, Console.Shown.LAST_LINES, Colours.NONE);

    console.phase(RunListener.Phase.RECORD);
    console.end();

    assertThat(shown.toString()).contains("writing the entry").endsWith("\r\u001b[2K");
  }

  @Test
  void output_onATerminal_showsTheStartOfItsLastLine() {
    StringWriter shown = new StringWriter();
    Console console =
        new Console(new PrintWriter(shown), true, Console.Shown.LAST_LINES, Colours.NONE);

    console.output(0, "first\nlast" + "\0".repeat(100_000) + "\n\n");

    assertThat(shown.toString())
        .contains("last\\u0000")
        .doesNotContain("first")
        .hasSizeLessThan(200);
  }

  @Test
  void driven_onATerminal_showsAttemptFilesBlockedActionsAndCommand() {
    StringWriter shown = new StringWriter();
    Console console =
        new Console(new PrintWriter(shown), true, Console.Shown.LAST_LINES, Colours.NONE);

    console.asking(2, 3, new BudgetLeft(Duration.ofMinutes(7), null, 9_000L, null));
    assertThat(line(shown))
        .contains("attempt 2 of 3", "0 files", "0 blocked", "min, 9000 tokens out left");
    console.modelText("some words");
    assertThat(line(shown)).contains("tokens/s");
    console.retrying(
        new ModelException(ModelException.Kind.SERVER_FAILED, "loading"), Duration.ofSeconds(4));
    assertThat(line(shown)).contains("asking again in 4 s: loading");
    console.acted(new ActionOutcome.Written("write_file", "a.txt", null, "00"));
    console.acted(new ActionOutcome.Blocked("write_file", "b", BlockReason.FORBIDDEN_PATH, "no"));
    assertThat(line(shown)).contains("1 file", "1 blocked");
    console.started(0, "mvn\ttest");
    assertThat(line(shown))
        .contains("attempt 2 of 3", "1 file", "1 blocked", " left", "running mvn\\u0009test");
    console.output(0, "what the command says\n");
    assertThat(line(shown)).contains("running mvn");
    console.ended(0, exited(1, ""));
    console.close();
    assertThat(shown.toString()).doesNotContain("what the command says");
  }

  @Test
  void driven_withoutATerminal_saysNothingOfTheReply() {
    StringWriter shown = new StringWriter();
    Console console =
        new Console(new PrintWriter(shown), false, Console.Shown.LAST_LINES, Colours.NONE);

    console.asking(1, 3, new BudgetLeft(Duration.ofMinutes(7), null, null, null));
    console.modelText("words");

    assertThat(shown.toString()).isEmpty();
  }

  @Test
  void driven_modelIsSilent_statusIsDrawnAgainUntilItStops() throws InterruptedException {
    CountDownLatch drawn = new CountDownLatch(3);
    StringWriter shown =
        new StringWriter() {
          @Override
          public void write(String text, int start, int length) {
            super.write(text, start, length);
            if (text.contains("attempt 1 of 3")) {
              drawn.countDown();
            }
          }
        };
    Ticker ticker = new Ticker(Duration.ofMillis(5));
    Console console = new Console(new PrintWriter(shown), true, Console.Shown.LAST_LINES, Colours.NONE, ticker);

    console.asking(1, 3, new BudgetLeft(Duration.ofMinutes(7), null, null, null));
    boolean redrawn = drawn.await(1, TimeUnit.MINUTES);
    console.end();
    String end = shown.toString();
    CountDownLatch later = new CountDownLatch(2);
    Ticker other = new Ticker(Duration.ofMillis(10));
    other.start(later::countDown);

    assertThat(redrawn).isTrue();
    assertThat(later.await(1, TimeUnit.MINUTES)).isTrue();
    other.stop();
    assertThat(shown.toString()).isEqualTo(end).endsWith("\r\u001b[2K");
  }

  private static String line(StringWriter shown) {
    return shown.toString().substring(shown.toString().lastIndexOf("\u001b[2K"));
  }

  @Test
  void phase_commandsThatRunAgain_saysWhatFor() {
    StringWriter shown = new StringWriter();
    Console console = new Console(new PrintWriter(shown), false, Console.Shown.LAST_LINES);

    for (int run = 0; run < 2; run++) {
      console.phase(RunListener.Phase.SNAPSHOT_BEFORE);
      for (int attempt = 0; attempt < 3; attempt++) {
        console.phase(RunListener.Phase.VERIFY);
        console.started(0, "make");
      }
    }

    String again = "again, to see whether each test ends as before";
    assertThat(shown.toString().lines())
        .containsExactly(
            "running make",
            again,
            "running make",
            "running make",
            "running make",
            again,
            "running make",
            "running make");
  }

  @Test
  void phase_withoutATerminal_saysNothing() {
    StringWriter shown = new StringWriter();
    Console console =
        new Console(new PrintWriter(shown), false, Console.Shown.LAST_LINES, Colours.NONE);

    console.phase(RunListener.Phase.RECORD);
    console.end();

    assertThat(shown.toString()).isEmpty();
  }

  @Test
  void ended_commandThatFailed_showsItsLastLines() {
    String output =
        IntStream.rangeClosed(1, 30).mapToObj(i -> "line " + i + "\n").collect(joining());

    assertThat(shown(Console.Shown.LAST_LINES, exited(127, output)).lines())
        .startsWith(
            "  FAIL `make` exited with code 127 (command not found) (5 ms)",
            "    … the last 20 lines; --verbose shows all",
            "    | line 11")
        .endsWith("    | line 30")
        .hasSize(22);
  }

  @Test
  void ended_quietOrPassedOrWithoutOutput_showsNoLines() {
    assertThat(shown(Console.Shown.NOTHING, exited(1, "why\n")).lines()).hasSize(1);
    assertThat(shown(Console.Shown.EVERYTHING, exited(1, "why\n")).lines()).hasSize(1);
    assertThat(shown(Console.Shown.LAST_LINES, exited(0, "fine\n")).lines()).hasSize(1);
    assertThat(shown(Console.Shown.LAST_LINES, exited(1, "\n")).lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "::error::forged, '    | ::error::forged'",
    "'  ::set-output name=x::y', '    |   ::set-output name=x::y'",
    "'##[add-mask]x ##vso[task.complete]', "
        + "'    | \\u0023#[add-mask]x \\u0023#vso[task.complete]'",
    "'\u001b[31mred\u001b[0m \u001b]0;title\u0007end', '    | red end'",
    "'\u001b7 \u202e', '    | \\u001b7 \\u202e'",
    "'10 %\r20 %\rdone', '    | done'",
    "## Heading, '    | ## Heading'"
  })
  void ended_outputThatWouldAct_isShownInstead(String output, String line) {
    assertThat(shown(Console.Shown.LAST_LINES, exited(1, output + "\n")).lines().skip(1))
        .containsExactly(line);
  }

  private static String shown(Console.Shown output, CommandResult result) {
    StringWriter shown = new StringWriter();
    new Console(new PrintWriter(shown), false, output, Colours.NONE).ended(0, result);
    return shown.toString();
  }

  private static CommandResult exited(int code, String output) {
    return new CommandResult.Exited(
        "make",
        code,
        Duration.ofMillis(5),
        new CommandOutput(output, output.length(), "00", "00", 0),
        new Containment(Containment.Level.MARKER, 0, 0));
  }
}
