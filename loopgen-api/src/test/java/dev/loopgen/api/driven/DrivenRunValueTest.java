package dev.loopgen.api.driven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.model.ModelUsage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DrivenRunValueTest {

  private static final ActionOutcome WRITTEN =
      new ActionOutcome.Written("write_file", "a", null, "0".repeat(64));
  private static final ActionOutcome BLOCKED =
      new ActionOutcome.Blocked("write_file", ".git/x", BlockReason.GIT_FILE, "");

  private static DrivenIteration iteration(int number, ActionOutcome... outcomes) {
    return new DrivenIteration(
        number,
        "",
        "json",
        null,
        List.of(outcomes),
        false,
        ModelUsage.UNKNOWN,
        Duration.ZERO,
        Duration.ZERO,
        "");
  }

  @Test
  void changedFiles_severalAttempts_namesEachFileOnceAndNoBlockedOne() {
    DrivenRun run =
        new DrivenRun(
            new StopReason.Stuck(),
            new ModelIdentity("ollama", "m", null),
            ModelServer.UNKNOWN,
            "blocks",
            List.of(
                iteration(1, WRITTEN, BLOCKED),
                iteration(2, new ActionOutcome.Deleted("delete_file", "b", "1"), WRITTEN)),
            0,
            0,
            0);

    assertThat(run.changedFiles()).containsExactly("a", "b");
    assertThat(run.iterations().get(0).blocked()).containsExactly((ActionOutcome.Blocked) BLOCKED);
    assertThat(run.stoppedBy(new StopReason.Refused()).stop().id()).isEqualTo("refused");
  }

  @Test
  void describe_everyReason_isAClauseOrASentence() {
    assertThat(BlockReason.values()).allMatch(reason -> !reason.describe().endsWith("."));
    assertThat(BLOCKED.describe()).isEqualTo("blocked: the path belongs to git");
    assertThat(new StopReason.MaxIterations(1).describe()).contains("1 attempt.");
    assertThat(new StopReason.Budget("cost").describe()).contains("budget of cost");
  }
}
