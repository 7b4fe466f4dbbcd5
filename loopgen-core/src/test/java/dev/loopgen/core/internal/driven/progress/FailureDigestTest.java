package dev.loopgen.core.internal.driven.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailureDigestTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tests run: 3, Failures: 1 Time elapsed: 0.012 s | Tests run: 4, Failures: 2 Time elapsed:"
            + " 1.5 s",
        "FAILED in 12ms | FAILED in 3 ms",
        "FAIL (1.2s) | FAIL (980ms)",
        "at /tmp/a1/src/app.js:3:4 boom | at C:\\b\\src\\app.js:13:40 boom",
        "object Foo@1b2c3d4e | object Foo@7f8e9d0a",
        "expected <1> but was <2> | expected <10> but was <20>",
      })
  void of_otherNumbersDurationsAndPaths_isTheSame(String one, String other) {
    assertThat(FailureDigest.of(one)).isEqualTo(FailureDigest.of(other));
  }

  @Test
  void of_colours_isTheSame() {
    assertThat(FailureDigest.of("\u001b[31mFAIL\u001b[0m sum"))
        .isEqualTo(FailureDigest.of("FAIL sum"));
  }

  @Test
  void of_otherOrderOfLines_isTheSame() {
    assertThat(FailureDigest.of("a\nb\n")).isEqualTo(FailureDigest.of("b\r\na"));
  }

  @ParameterizedTest
  @CsvSource({
    "cannot find symbol foo,cannot find symbol bar",
    "FAIL testSum,FAIL testProduct",
    "expected face,expected fade",
    "missing semicolon,''"
  })
  void of_anotherFailure_isAnother(String one, String other) {
    assertThat(FailureDigest.of(one)).isNotEqualTo(FailureDigest.of(other));
  }
}
