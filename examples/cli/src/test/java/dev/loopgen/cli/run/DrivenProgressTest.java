package dev.loopgen.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.driven.BudgetLeft;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class DrivenProgressTest {

  private final AtomicLong now = new AtomicLong(-5);
  private final DrivenProgress progress = new DrivenProgress(now::get);

  private void passes(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void line_timePasses_showsSpeedAndTheTimeThatIsLeft() {
    progress.asking(2, 5, new BudgetLeft(Duration.ofMinutes(10), null, null, null));
    progress.text("x".repeat(400));
    passes(Duration.ofSeconds(2));
    assertThat(progress.line())
        .isEqualTo("attempt 2 of 5 · 50 tokens/s · 0 files · 0 blocked · 9 min left");

    passes(Duration.ofSeconds(538));
    assertThat(progress.line()).endsWith("60 s left");

    passes(Duration.ofHours(1));
    assertThat(progress.line()).endsWith(" 0 s left");
  }

  @Test
  void line_limitedTokensAndCost_areShown() {
    progress.asking(1, 1, new BudgetLeft(Duration.ofHours(1), 123_456L, 9_999L, 0.125));

    assertThat(progress.line()).endsWith("60 min, 123k tokens in, 9999 tokens out, cost 0.13 left");
  }

  @Test
  void line_actions_countEachFileOnceAndWhatWasBlocked() {
    progress.asking(1, 3, new BudgetLeft(Duration.ofHours(1), null, null, null));
    progress.acted(new ActionOutcome.Written("write_file", "a", null, "00"));
    progress.acted(new ActionOutcome.Written("edit", "a", "00", "01"));
    progress.acted(new ActionOutcome.Deleted("delete_file", "b", "00"));
    progress.acted(new ActionOutcome.Blocked("edit", "c", BlockReason.FORBIDDEN_PATH, "c"));
    progress.acted(new ActionOutcome.Answered("read_file", "d"));

    assertThat(progress.line()).contains(" · 2 files · 1 blocked · ");
  }

  @Test
  void running_outsideAttempts_namesOnlyTheCommand() {
    assertThat(progress.running("make")).isEqualTo("running make");

    progress.asking(1, 3, new BudgetLeft(Duration.ofHours(1), null, null, null));
    assertThat(progress.running("make"))
        .isEqualTo("attempt 1 of 3 · 0 files · 0 blocked · 60 min left · running make");

    progress.stopped();
    assertThat(progress.running("make")).isEqualTo("running make");
  }
}
