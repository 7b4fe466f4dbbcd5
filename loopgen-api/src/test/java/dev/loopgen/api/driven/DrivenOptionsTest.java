package dev.loopgen.api.driven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.model.ModelRequest.Thinking;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DrivenOptionsTest {

  @Test
  void defaults_takeTheLimitsOfTheLoop() {
    DrivenOptions options = DrivenOptions.DEFAULT;

    assertThat(options.maxIterations()).isEmpty();
    assertThat(options.timeLimit()).isEmpty();
    assertThat(options.allowDirty()).isFalse();
    assertThat(options.dialect()).isEmpty();
    assertThat(options.maxPromptTokens()).isEqualTo(Long.MAX_VALUE);
    assertThat(options.maxCompletionTokens()).isEqualTo(Long.MAX_VALUE);
    assertThat(options.thinking()).isEqualTo(Thinking.UNSET);
    assertThat(options.answerSchema()).isTrue();
    assertThat(options.requestTimeLimit()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void builder_values_areKept() {
    DrivenOptions options =
        DrivenOptions.builder()
            .maxIterations(2)
            .timeLimit(Duration.ofSeconds(3))
            .maxPromptTokens(4)
            .maxCompletionTokens(5)
            .maxCost(6, (prompt, completion) -> prompt + completion)
            .allowDirty()
            .dialect("json")
            .contextTokens(7)
            .maxOutputTokens(8)
            .thinking(Thinking.OFF)
            .withoutAnswerSchema()
            .requestTimeLimit(Duration.ofSeconds(9))
            .build();

    assertThat(options.maxIterations()).hasValue(2);
    assertThat(options.timeLimit()).contains(Duration.ofSeconds(3));
    assertThat(options.maxPromptTokens()).isEqualTo(4);
    assertThat(options.maxCompletionTokens()).isEqualTo(5);
    assertThat(options.maxCost()).isEqualTo(6);
    assertThat(options.price().of(1, 2)).isEqualTo(3);
    assertThat(options.allowDirty()).isTrue();
    assertThat(options.dialect()).contains("json");
    assertThat(options.contextTokens()).isEqualTo(7);
    assertThat(options.maxOutputTokens()).isEqualTo(8);
    assertThat(options.thinking()).isEqualTo(Thinking.OFF);
    assertThat(options.answerSchema()).isFalse();
    assertThat(options.requestTimeLimit()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void builder_limitThatIsNotPositive_isRefused() {
    DrivenOptions.Builder builder = DrivenOptions.builder();

    assertThatThrownBy(() -> builder.maxIterations(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.timeLimit(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.requestTimeLimit(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.maxPromptTokens(-1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.maxCost(Double.NaN, (prompt, completion) -> 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
