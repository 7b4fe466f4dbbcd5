package dev.loopgen.api.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClaimRuleTest {

  @Test
  void exactly_otherSpelling_isNotAccepted() {
    ClaimRule rule = ClaimRule.exactly("refs/heads/main");

    assertThat(rule.accepts("refs/heads/main")).isTrue();
    assertThat(rule.accepts("refs/heads/Main")).isFalse();
    assertThat(rule.accepts("refs/heads/main2")).isFalse();
    assertThat(rule.describe()).isEqualTo("refs/heads/main");
  }

  @Test
  void matching_isAnchoredAtBothEnds() {
    ClaimRule rule = ClaimRule.matching("refs/tags/v[0-9.]+");

    assertThat(rule.accepts("refs/tags/v1.2")).isTrue();
    assertThat(rule.accepts("x/refs/tags/v1.2")).isFalse();
    assertThat(rule.accepts("refs/tags/v1.2\nx")).isFalse();
    assertThat(rule.describe()).contains("refs/tags/v[0-9.]+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".*",
        "^.+$",
        "(https://)?.*",
        "https://.*",
        "x|.*",
        "https://github.com/acme/.*",
        "https://github\\.com/acme/x|https://[^@]*",
        "[a-z]+",
        "("
      })
  void matching_tooWideOrNotValid_isRefused(String regex) {
    assertThatThrownBy(() -> ClaimRule.matching(regex))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://github\\.com/acme/shop/\\.github/workflows/loop-[a-z]+\\.yml",
        "refs/heads/release-.*",
        "refs/pull/[0-9]+/merge"
      })
  void matching_literalStart_isAccepted(String regex) {
    assertThat(ClaimRule.matching(regex)).isEqualTo(ClaimRule.matching(regex));
  }

  @Test
  void exactly_blank_isRefused() {
    assertThatThrownBy(() -> ClaimRule.exactly(" ")).isInstanceOf(IllegalArgumentException.class);
  }
}
