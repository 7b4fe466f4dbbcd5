package dev.loopgen.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.core.Loopgen;
import dev.loopgen.testkit.FixedChangeDetector;
import dev.loopgen.testkit.InMemoryAuditLedger;
import dev.loopgen.testkit.RecordingVerifier;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FakesTest {

  // begin fakes
  @Test
  void run_forbiddenFileChanged_isRefused(@TempDir Path project) throws InterruptedException {
    FixedChangeDetector detector = new FixedChangeDetector(project, Map.of("secret", "old"));
    RecordingVerifier verifier = new RecordingVerifier().exiting("make lint", 0);
    InMemoryAuditLedger ledger = new InMemoryAuditLedger();
    LoopSpec spec = LoopSpec.builder("lint").command("make lint").forbid("secret").build();
    detector.write("secret", "new");

    RunResult result =
        Loopgen.runner(project)
            .detector(detector)
            .verifier(verifier)
            .ledger(ledger)
            .build()
            .run(RunRequest.builder().spec(spec).build());

    assertThat(result.passed()).isFalse();
    assertThat(ledger.entries()).hasSize(1);
  }
  // end fakes
}
