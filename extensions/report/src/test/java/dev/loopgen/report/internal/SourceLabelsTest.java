package dev.loopgen.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.governance.RunTally;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.api.ledger.ChainStatus;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SourceLabelsTest {

  private static List<String> shown(String... labels) {
    SourceLabels shown =
        SourceLabels.of(
            new GovernanceSummary(
                RunFigures.NONE,
                RunFigures.NONE,
                Stream.of(labels).map(SourceLabelsTest::source).toList()));
    return Stream.of(labels).map(shown::of).toList();
  }

  private static SourceSummary source(String label) {
    return new SourceSummary(
        label,
        label,
        new ChainStatus.Missing(),
        0,
        0,
        RunTally.NONE,
        Collections.emptySortedMap(),
        null,
        null,
        0,
        null);
  }

  @Test
  void labels_loseTheDirectoryThatAllHave() {
    assertThat(shown("/srv/org/shop-api", "/srv/org/shop-web"))
        .containsExactly("shop-api", "shop-web");
    assertThat(shown("a/x", "b/x")).containsExactly("a/x", "b/x");
    assertThat(shown("org/a", "org/a/b")).containsExactly("a", "a/b");
  }

  @Test
  void labels_areNeverEmpty() {
    assertThat(shown("/srv/org/only")).containsExactly("/srv/org/only");
    assertThat(shown("org/", "org/a")).doesNotContain("");
  }
}
