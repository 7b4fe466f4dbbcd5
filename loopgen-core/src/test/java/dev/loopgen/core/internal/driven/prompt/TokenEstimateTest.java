package dev.loopgen.core.internal.driven.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class TokenEstimateTest {

  private static final String CODE =
      "    if (value == null) {\n      return other.get(0);\n    }\n";

  @Test
  void isTruncated_promptCutToASmallContext_isTrue() {
    String prompt = CODE.repeat(600);

    assertThat(TokenEstimate.isTruncated(prompt, 2_048)).isTrue();
  }

  @Test
  void isTruncated_promptReadWhole_isFalse() {
    String prompt = CODE.repeat(600);

    assertThat(TokenEstimate.isTruncated(prompt, prompt.length() / 4)).isFalse();
  }

  @Property
  void bounds_anyText_areInOrder(@ForAll String text) {
    assertThat(TokenEstimate.lower(text)).isLessThanOrEqualTo(text.length());
    assertThat(TokenEstimate.upper(text) * 3).isGreaterThanOrEqualTo(text.length());
  }
}
