package dev.loopgen.quickstart;

import static dev.loopgen.testkit.assertion.LoopgenAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.junit.LoopgenProject;
import dev.loopgen.junit.LoopgenTest;
import org.junit.jupiter.api.Test;

// begin junit
@LoopgenTest
final class AssertionsTest {

  @Test
  void secret_changed_isRefused(LoopgenProject project) throws Exception {
    project
        .loop("check", "git --version")
        .forbid("secrets/")
        .write("secrets/token", "old\n")
        .commit("Start")
        .write("secrets/token", "new\n");

    RunResult result = project.run();

    assertThat(result).isRefusedFor(Failure.ForbiddenPath.class).inLedger(project.ledger());
    assertThat(project.ledger()).isIntact().hasEntries(1);
    assertThat(result.changes()).hasSize(1);
  }
}
// end junit
