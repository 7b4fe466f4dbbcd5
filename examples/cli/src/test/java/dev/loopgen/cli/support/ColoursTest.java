package dev.loopgen.cli.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class ColoursTest {

  private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void of_terminal_followsItsVariables() {
    assertThat(Colours.of(XTERM, true).areShown()).isTrue();
    assertThat(Colours.of(XTERM, false).areShown()).isFalse();
    assertThat(Colours.of(Map.of(), true).areShown()).isFalse();
    assertThat(Colours.of(Map.of("TERM", "dumb"), true).areShown()).isFalse();
    assertThat(Colours.of(Map.of("TERM", "xterm", "CLICOLOR", "0"), true).areShown()).isFalse();
  }

  @Test
  void of_force_needsNoTerminal() {
    assertThat(Colours.of(Map.of("CLICOLOR_FORCE", "1"), false).areShown()).isTrue();
    assertThat(Colours.of(Map.of("CLICOLOR_FORCE", "0"), false).areShown()).isFalse();
    assertThat(Colours.of(Map.of("CLICOLOR_FORCE", ""), false).areShown()).isFalse();
  }

  @Test
  void of_noColor_winsWhateverElseIsSet() {
    Map<String, String> both = Map.of("NO_COLOR", "0", "CLICOLOR_FORCE", "1", "TERM", "xterm");

    assertThat(Colours.of(both, true).areShown()).isFalse();
    assertThat(Colours.of(Map.of("NO_COLOR", "", "CLICOLOR_FORCE", "1"), true).areShown()).isTrue();
  }

  @Test
  void verdict_isTheWordAndNothingElseWithoutColours() {
    Colours forced = Colours.of(Map.of("CLICOLOR_FORCE", "1"), false);

    assertThat(forced.verdict(true, "PASS")).isEqualTo("\u001b[32mPASS\u001b[0m");
    assertThat(forced.verdict(false, "FAIL")).isEqualTo("\u001b[31mFAIL\u001b[0m");
    assertThat(Colours.NONE.verdict(true, "PASS")).isEqualTo("PASS");
    assertThat(Colours.NONE.doubt("?")).isEqualTo("?");
  }
}
