package dev.loopgen.api.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.fixture.SampleSummaries;
import dev.loopgen.api.governance.SourceSummary.Condition;
import dev.loopgen.api.ledger.ChainStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GovernanceSummaryTest {

  private static SourceSummary source(ChainStatus status) {
    return new SourceSummary(
        "a", "a", status, 0, 0, RunTally.NONE, Collections.emptySortedMap(), null, null, 0, null);
  }

  @Test
  void empty_isNotIntact() {
    assertThat(GovernanceSummary.EMPTY.isIntact()).isFalse();
  }

  @Test
  void summary_withOneSourceThatIsNotIntact_isNotIntact() {
    GovernanceSummary sound = SampleSummaries.of(1);

    assertThat(sound.isIntact()).isTrue();
    for (ChainStatus status :
        List.of(
            new ChainStatus.Missing(),
            new ChainStatus.Empty(),
            new ChainStatus.Unreadable("no"),
            new ChainStatus.TornTail(0, 1),
            new ChainStatus.Edited(0, 1))) {
      GovernanceSummary other =
          new GovernanceSummary(RunFigures.NONE, RunFigures.NONE, List.of(source(status)));
      assertThat(sound.merge(other).isIntact()).as(status.describe()).isFalse();
    }
  }

  @Test
  void condition_tellsDamageFromNothing() {
    assertThat(source(new ChainStatus.Missing()).condition()).isEqualTo(Condition.NOTHING_TO_CHECK);
    assertThat(source(new ChainStatus.Edited(0, 1)).condition()).isEqualTo(Condition.BROKEN);
    assertThat(source(new ChainStatus.TornTail(0, 1)).condition()).isEqualTo(Condition.BROKEN);
    assertThat(SampleSummaries.of(1).sources(Condition.INTACT)).hasSize(1);
    assertThat(SampleSummaries.of(5).sources(Condition.BROKEN)).hasSize(1);
  }

  @Test
  void claimsOfABrokenLedger_stayApart() {
    GovernanceSummary summary = SampleSummaries.of(1).merge(SampleSummaries.of(5));

    assertThat(summary.runs().total().runs()).isEqualTo(1);
    assertThat(summary.untrusted().total().runs()).isEqualTo(1);
  }

  @Test
  void figures_keepTheLatestRunsOnly() {
    RunFigures figures = RunFigures.NONE;
    for (int seed = 0; seed < 3 * RunFigures.MAX_DETAILS; seed++) {
      figures = figures.merge(SampleSummaries.figures(seed));
    }

    assertThat(figures.recent()).hasSize(RunFigures.MAX_DETAILS);
    Instant oldest = figures.recent().get(RunFigures.MAX_DETAILS - 1).at();
    assertThat(figures.last()).isEqualTo(figures.recent().get(0).at()).isAfter(oldest);
    assertThat(figures.recentFailures()).isNotEmpty().noneMatch(RunDetail::passed);
  }

  @Test
  void passRate_withoutRuns_isNone() {
    assertThat(RunTally.NONE.passRate()).isEmpty();
    assertThat(SampleSummaries.figures(1).total().passRate()).hasValue(1);
    assertThat(SampleSummaries.figures(4).total().failed()).isEqualTo(1);
  }
}
