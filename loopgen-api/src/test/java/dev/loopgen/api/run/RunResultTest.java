package dev.loopgen.api.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.fixture.SampleCommandResults;
import dev.loopgen.api.fixture.SampleTrees;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunResultTest {

  private static final LoopSpec SPEC = LoopSpec.builder("check").command("make").build();
  private static final TreeSnapshot TREE = SampleTrees.snapshot(Map.of());
  private static final Json.Obj FACTS = Json.object().put("entryId", "e").build();

  @Test
  void passed_commandsPassedAndNoFailure_isTrue() {
    assertThat(result(List.of(), SampleCommandResults.exited(0)).passed()).isTrue();
  }

  @Test
  void passed_noCommand_isFalse() {
    assertThat(result(List.of()).passed()).isFalse();
  }

  @Test
  void passed_commandFailedWithoutAFailureListed_isFalse() {
    assertThat(result(List.of(), SampleCommandResults.exited(1)).passed()).isFalse();
    assertThat(
            result(List.of(), SampleCommandResults.exited(0), SampleCommandResults.notRun())
                .passed())
        .isFalse();
  }

  @Test
  void passed_anyFailure_isFalse() {
    Failure failure = new Failure.RepositoryDrifted("HEAD moved");

    assertThat(result(List.of(failure), SampleCommandResults.exited(0)).passed()).isFalse();
  }

  @Test
  void failures_listChangedAfterwards_areKept() {
    List<Failure> failures = new ArrayList<>(List.of(new Failure.NothingVerified()));

    RunResult result = result(failures, SampleCommandResults.exited(0));
    failures.clear();

    assertThat(result.failures()).hasSize(1);
    assertThat(result.passed()).isFalse();
  }

  @Test
  void ledgerEntry_dryRun_isEmpty() {
    RunResult result = result(List.of(), SampleCommandResults.exited(0));

    assertThat(result.entry()).isEmpty();
    assertThat(result.report()).isEmpty();
  }

  @Test
  void ledgerEntry_recordedRun_isTheEntry() {
    AuditEntry entry = AuditEntry.link(FACTS, List.of());
    Path report = Path.of("report.md");
    RunResult result =
        new RunResult(
            SPEC,
            verification(),
            TREE,
            TREE,
            List.of(),
            List.of(),
            List.of(),
            FACTS,
            entry,
            report,
            new AttestationOutcome.NotRequested(),
            null,
            null);

    assertThat(result.entry()).contains(entry);
    assertThat(result.report()).contains(report);
  }

  @Test
  void constructor_null_isRefused() {
    assertThatThrownBy(
            () ->
                new RunResult(
                    SPEC,
                    null,
                    TREE,
                    TREE,
                    List.of(),
                    List.of(),
                    List.of(),
                    FACTS,
                    null,
                    null,
                    new AttestationOutcome.NotRequested(),
                    null,
                    null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(
            () ->
                new RunResult(
                    SPEC,
                    verification(),
                    TREE,
                    TREE,
                    List.of(),
                    null,
                    List.of(),
                    FACTS,
                    null,
                    null,
                    new AttestationOutcome.NotRequested(),
                    null,
                    null))
        .isInstanceOf(NullPointerException.class);
  }

  private static RunResult result(List<Failure> failures, CommandResult... commands) {
    return new RunResult(
        SPEC,
        verification(commands),
        TREE,
        TREE,
        List.of(),
        failures,
        List.of(),
        FACTS,
        null,
        null,
        new AttestationOutcome.NotRequested(),
        null,
        null);
  }

  private static VerificationResult verification(CommandResult... commands) {
    return new VerificationResult(List.of(commands));
  }
}
