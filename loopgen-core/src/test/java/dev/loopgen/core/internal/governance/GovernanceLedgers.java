package dev.loopgen.core.internal.governance;

import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.GovernanceBuilder;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.RandomRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers of random runs, and their summaries. */
abstract class GovernanceLedgers {

  @TempDir Path directory;

  final RandomRuns runs = new RandomRuns(new Random(7));

  Path ledger(String project, List<AuditEntry> entries) throws IOException {
    return RandomRuns.write(directory.resolve(project).resolve(".loopgen/audit.jsonl"), entries);
  }

  static GovernanceSummary summarise(Path... paths) throws InterruptedException {
    return builder(paths).build().summarise();
  }

  static GovernanceBuilder builder(Path... paths) {
    GovernanceBuilder builder = Loopgen.governance();
    List.of(paths).forEach(builder::path);
    return builder;
  }

  static RunFigures sums(RunFigures figures) {
    return new RunFigures(
        figures.total(),
        figures.byDay(),
        figures.byLoop(),
        figures.byActor(),
        figures.byMode(),
        figures.byTier(),
        figures.commands(),
        figures.patterns(),
        figures.tests(),
        figures.undated(),
        figures.first(),
        figures.last(),
        List.of(),
        List.of());
  }
}
