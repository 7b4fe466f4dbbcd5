package dev.loopgen.api.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class FailureLinesTest {

  @Test
  void of_failureBeforeALongTail_isShownFirst() {
    String output = "compiling\nError: no such file\n" + "downloaded a thing\n".repeat(500);

    assertThat(FailureLines.of(output, 200))
        .startsWith("compiling", "Error: no such file", "downloaded a thing")
        .anyMatch(line -> line.endsWith(" lines left out"));
  }

  @Test
  void of_outputWithoutFailures_isItsBeginningAndEnd() {
    assertThat(FailureLines.of("one\ntwo\nthree\n", 200)).containsExactly("one", "two", "three");
  }

  @Test
  void of_framesOfThePlatform_areLeftOut() {
    assertThat(
            FailureLines.of(
                "Exception: x\n\tat demo.A.b(A.java:1)\n\tat java.base/java.util.B.c(B.java:2)\n",
                500))
        .containsExactly("Exception: x", "\tat demo.A.b(A.java:1)", "… 1 line left out");
  }

  @Test
  void of_controlCharacters_areRemoved() {
    assertThat(FailureLines.of("\u001b[31mError\u001b[0m a\u0007b\u0000c", 500))
        .containsExactly("Error a b c");
  }

  @Property
  void of_anyOutput_staysWithinItsBytes(@ForAll String output) {
    int bytes =
        FailureLines.of(output.repeat(20), 300).stream()
            .filter(line -> !line.endsWith("left out"))
            .mapToInt(line -> line.getBytes(StandardCharsets.UTF_8).length + 1)
            .sum();

    assertThat(bytes).isLessThanOrEqualTo(300);
  }
}
