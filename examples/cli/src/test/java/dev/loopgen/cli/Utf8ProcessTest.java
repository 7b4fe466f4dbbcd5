package dev.loopgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class Utf8ProcessTest {

  private static final Map<String, String> REPLACED = Map.of("LC_ALL", "C.UTF-8", "A", "b");

  @Test
  void environment_localeThatWasReplaced_isTheCallersAgain() {
    assertThat(Utf8Process.environment(REPLACED, "=POSIX"))
        .isEqualTo(Map.of("LC_ALL", "POSIX", "A", "b"));
    assertThat(Utf8Process.environment(REPLACED, "=")).isEqualTo(Map.of("LC_ALL", "", "A", "b"));
    assertThat(Utf8Process.environment(REPLACED, "-")).isEqualTo(Map.of("A", "b"));
    assertThat(Utf8Process.environment(REPLACED, null)).isEqualTo(REPLACED);
  }

  @Test
  void arguments_ofThisProcess_areAsGiven() {
    assertThat(Utf8Process.arguments("a", "", "é?")).containsExactly("a", "", "é?");
  }
}
