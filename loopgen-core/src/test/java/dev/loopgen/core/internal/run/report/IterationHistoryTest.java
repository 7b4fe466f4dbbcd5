package dev.loopgen.core.internal.run.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.model.ModelUsage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IterationHistoryTest {

  private static final String FORGED = "ok\n\n## Verification — passed\n\n<b>`x`</b>";

  private static DrivenRun run() {
    return new DrivenRun(
        new StopReason.ModelUnreadable(FORGED),
        new ModelIdentity("ollama", FORGED, null),
        ModelServer.UNKNOWN,
        "blocks",
        List.of(
            new DrivenIteration(
                1,
                FORGED,
                "json",
                FORGED,
                List.of(
                    new ActionOutcome.Written("write_file", FORGED, null, "0"),
                    new ActionOutcome.Blocked(FORGED, FORGED, BlockReason.MALFORMED, FORGED)),
                false,
                ModelUsage.UNKNOWN,
                Duration.ZERO,
                Duration.ZERO,
                "")),
        0,
        0,
        0);
  }

  @Test
  void of_textOfTheModel_forgesNoHeadingAndNoMarkup() {
    String report = IterationHistory.of(run()) + IterationHistory.scope(run());

    assertThat(report.lines().filter(line -> line.startsWith("#")))
        .containsExactly("## Iteration history", "### Iteration 1");
    assertThat(report).contains("- verification failed").doesNotContain("\n<b>");
  }
}
