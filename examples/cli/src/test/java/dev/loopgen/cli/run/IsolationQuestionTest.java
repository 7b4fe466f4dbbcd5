package dev.loopgen.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.IsolationException;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IsolationQuestionTest {

  private final StringWriter shown = new StringWriter();

  private boolean answered(String text) {
    return new IsolationQuestion(new BufferedReader(new StringReader(text)), new PrintWriter(shown))
        .allowsNone(new IsolationException("There is no bubblewrap."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"y\n", "Y\n", " yes \n"})
  void allowsNone_clearYes_isTrue(String text) {
    assertThat(answered(text)).isTrue();
    assertThat(shown.toString()).contains("There is no bubblewrap.", "--isolate none", "[y/N]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "n\n", "no\n", "yes please\n", "maybe\ny\n", "yy\n"})
  void allowsNone_anythingElse_isFalse(String text) {
    assertThat(answered(text)).isFalse();
  }

  @Test
  void allowsNone_messageWithControlCharacters_isEscaped() {
    new IsolationQuestion(new BufferedReader(new StringReader("")), new PrintWriter(shown))
        .allowsNone(new IsolationException("x\u001b[2Ky"));

    assertThat(shown.toString()).doesNotContain("\u001b");
  }
}
